using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using System.Text.Json.Nodes;
using ChaosToolkit.Extensions.Binding;
using ChaosToolkit.Extensions.Results;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Extensions;

/// <summary>Where a parameter gets its value from.</summary>
internal enum ParameterSource
{
    Argument,
    Configuration,
    Secrets,
    Cancellation,
    Logger,
}

/// <summary>A parameter of an extension's function.</summary>
public sealed class ExtensionParameter
{
    private readonly ParameterInfo parameter;
    private readonly NullabilityInfo nullability;

    internal ExtensionParameter(ParameterInfo parameter)
    {
        this.parameter = parameter;
        Name = ExtensionNames.Snake(parameter.Name ?? "");
        Source = parameter.ParameterType == typeof(CancellationToken) ? ParameterSource.Cancellation
            : parameter.ParameterType == typeof(ILogger) ? ParameterSource.Logger
            : Name == "configuration" ? ParameterSource.Configuration
            : Name == "secrets" ? ParameterSource.Secrets
            : ParameterSource.Argument;
        nullability = new NullabilityInfoContext().Create(parameter);
        AllowsNull = nullability.WriteState != NullabilityState.NotNull;
        IsRequired = Source == ParameterSource.Argument && !parameter.HasDefaultValue;
        DefaultValue = !parameter.HasDefaultValue ? null
            : parameter.DefaultValue ?? (parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null
                ? RuntimeHelpers.GetUninitializedObject(parameter.ParameterType) // all zeros, as the compiler means it; no code of the type runs
                : null);
        if (parameter.ParameterType.IsEnum && DefaultValue is not null)
        {
            DefaultValue = Enum.ToObject(parameter.ParameterType, DefaultValue);
        }
    }

    /// <summary>The name by which experiments give it: the parameter's in snake_case. In other letter cases it is accepted as well.</summary>
    public string Name { get; }

    /// <summary>Whether an experiment must give it.</summary>
    public bool IsRequired { get; }

    /// <summary>Its value where it is not given.</summary>
    /// <value>The default is <see langword="null"/>, also for one that is required.</value>
    public JsonNode? Default => ResultValue.Of(DefaultValue);

    /// <summary>What kind of value it takes: <c>boolean</c>, <c>integer</c>, <c>number</c>, <c>string</c>, <c>byte</c>, <c>list</c>, <c>mapping</c>, <c>set</c>, <c>object</c>.</summary>
    public string Type => TypeBindings.Of(parameter.ParameterType).PortableType;

    internal ParameterSource Source { get; }

    internal bool HasDefault => parameter.HasDefaultValue;

    internal object? DefaultValue { get; }

    internal Type DotnetType => parameter.ParameterType;

    internal bool AllowsNull { get; }

    internal bool IsNamed(string name) => ExtensionNames.Loose(Name) == ExtensionNames.Loose(name);

    /// <summary>Whether making a value of the type calls code that the extension brought along: its constructors, its parsers.</summary>
    internal bool BindsByCodeOfExtension => IsOfExtension(DotnetType);

    private static bool IsOfExtension(Type type) =>
        (!type.IsEnum && AssemblyLoadContext.GetLoadContext(type.Assembly) is ExtensionLoadContext)
        || (type.GetElementType() is { } element && IsOfExtension(element))
        || type.GetGenericArguments().Any(IsOfExtension);

    /// <exception cref="BindingException">The value cannot become what the parameter takes.</exception>
    internal object? Bind(JsonNode? value) => TypeBindings.Bind(value, parameter.ParameterType, AllowsNull, BindingPath.Of(Name),
        // What the engine gives is as it is: a secret may be missing.
        Source == ParameterSource.Argument ? nullability : null);
}
