using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Text.Json.Nodes;
using ChaosToolkit.Extensions.Binding;
using ChaosToolkit.Extensions.Results;

namespace ChaosToolkit.Extensions;

/// <summary>What a function of an extension is for.</summary>
public enum ExtensionFunctionKind
{
    /// <summary>It looks at the system.</summary>
    Probe,

    /// <summary>It changes the system.</summary>
    Action,

    /// <summary>It judges the output of a probe.</summary>
    Tolerance,

    /// <summary>It sends notifications.</summary>
    Notifier,

    /// <summary>It tells what an activity of the same <c>module</c> and <c>func</c> would do; experiments cannot name it.</summary>
    Plan,
}

/// <summary>A method of an extension that experiments or settings can name.</summary>
public sealed class ExtensionFunction
{
    private readonly MethodInvoker invoker;
    private readonly Awaited.Waiter? waiter;

    internal ExtensionFunction(MethodInfo method, ExtensionFunctionAttribute attribute)
    {
        Method = method;
        Kind = attribute switch
        {
            ProbeAttribute => ExtensionFunctionKind.Probe,
            ActionAttribute => ExtensionFunctionKind.Action,
            ToleranceAttribute => ExtensionFunctionKind.Tolerance,
            PlanAttribute => ExtensionFunctionKind.Plan,
            _ => ExtensionFunctionKind.Notifier,
        };
        IsReadOnly = attribute is PlanAttribute { ReadOnly: true };
        Module = attribute.Module ?? ExtensionNames.OfType(method.DeclaringType!); // a method of a class
        Name = attribute.Func ?? ExtensionNames.OfMethod(method.Name);
        Parameters = [.. method.GetParameters().Select(parameter => new ExtensionParameter(parameter))];
        invoker = MethodInvoker.Create(method);
        waiter = Awaited.For(method.ReturnType);
    }

    /// <summary>What it is for.</summary>
    public ExtensionFunctionKind Kind { get; }

    /// <summary>The <c>module</c> under which it is named.</summary>
    public string Module { get; }

    /// <summary>The <c>func</c> under which it is named.</summary>
    public string Name { get; }

    /// <summary>Its parameters in order, those that the engine gives included.</summary>
    public IReadOnlyList<ExtensionParameter> Parameters { get; }

    /// <summary>What kind of value it gives, as <see cref="ExtensionParameter.Type"/>; <see langword="null"/> when it gives none.</summary>
    public string? ResultType => Awaited.ResultOf(Method.ReturnType) is { } type ? TypeBindings.Of(type).PortableType : null;

    /// <summary>Whether it declares that it changes nothing; only plans do.</summary>
    internal bool IsReadOnly { get; }

    /// <summary>Whether experiments can name it as an activity or a tolerance.</summary>
    internal bool IsActivity => Kind is ExtensionFunctionKind.Probe or ExtensionFunctionKind.Action or ExtensionFunctionKind.Tolerance;

    internal MethodInfo Method { get; }

    /// <summary>The parameters that an experiment gives, in order.</summary>
    public IEnumerable<ExtensionParameter> Arguments => Parameters.Where(parameter => parameter.Source == ParameterSource.Argument);

    /// <summary>Calls the method, waits for it, and gives what it gave.</summary>
    internal async Task<object?> InvokeForObjectAsync(object?[] arguments, CancellationToken cancellationToken)
    {
        try
        {
            var returned = invoker.Invoke(null, arguments.AsSpan());
            return waiter is null ? returned : await waiter(returned, cancellationToken).ConfigureAwait(false);
        }
        catch (TargetInvocationException exception) when (exception.InnerException is { } reason)
        {
            ExceptionDispatchInfo.Throw(reason);
            throw;
        }
    }

    /// <summary>Calls the method, waits for it, and gives its result as a value of a document; an exception of the method comes as it was thrown.</summary>
    internal async Task<JsonNode?> InvokeAsync(object?[] arguments, CancellationToken cancellationToken) =>
        ResultValue.Of(await InvokeForObjectAsync(arguments, cancellationToken).ConfigureAwait(false));
}
