using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Providers.Python;

/// <summary>All built-in functions: those of Python's standard library that first experiments use, and those of drivers that claim a module.</summary>
public sealed class NativeFunctions
{
    private readonly Catalog<INativeModule> modules;

    /// <summary>Finds the modules.</summary>
    /// <param name="services">What the modules are made with, and where they are looked for beside the engine's own assembly.</param>
    public NativeFunctions(EngineServices services) =>
        modules = new(services.Assemblies.Append(typeof(NativeFunctions).Assembly).Distinct(), services, type => type.GetCustomAttribute<PythonModuleAttribute>()?.Module);

    /// <summary>The modules of which there are built-in functions, in alphabetical order.</summary>
    public IReadOnlyList<string> Modules => modules.Names;

    /// <summary>The built-in functions of a module; none where it has none.</summary>
    public IEnumerable<INativeFunction> Of(string module) => modules.FindAll(module).SelectMany(found => found.Functions);

    /// <summary>Finds a built-in function.</summary>
    public bool TryFind(string module, string func, [NotNullWhen(true)] out INativeFunction? function)
    {
        function = Of(module).FirstOrDefault(candidate => candidate.Name == func);
        return function is not null;
    }

    /// <summary>Finds a built-in function of a driver; those of Python's standard library are none.</summary>
    internal bool TryFindOfDriver(string? module, string? func, [NotNullWhen(true)] out INativeFunction? function)
    {
        function = null;
        return module is not null && func is not null && TryFind(module, func, out function) && !IsStandardLibrary(module);
    }

    /// <summary>
    /// Whether a module is one of Python's own standard library, which answers only while no interpreter runs (a module may have changed the working directory).
    /// Others, a driver's, give way only to an extension that is installed in an interpreter the user chose.
    /// </summary>
    public bool IsStandardLibrary(string module) => modules.FindAll(module).All(found => found.GetType().Assembly == typeof(NativeFunctions).Assembly);

    /// <summary>Reports the arguments of a provider that a built-in function does not take, and those it lacks.</summary>
    /// <param name="function">The function that the provider names.</param>
    /// <param name="activity">The activity; one that is a tolerance is given <c>value</c> besides.</param>
    /// <param name="context">Where to report. <c>arguments</c> that are a reference are left to the run.</param>
    public static void Validate(INativeFunction function, ActivityNode activity, ValidationContext context)
    {
        var arguments = activity.Provider["arguments"];
        if (arguments is { Kind: not (ValueKind.Object or ValueKind.Null) })
        {
            if (arguments.Kind != ValueKind.Text)
            {
                context.Report(NativeDiagnostics.NotAnObject(arguments, function));
            }

            return;
        }

        var given = new HashSet<string>(arguments?.Value is JsonObject members ? members.Select(member => member.Key) : []);
        foreach (var (name, argument) in arguments?.Members ?? [])
        {
            if (!function.Parameters.Any(parameter => Names(parameter).Contains(name)))
            {
                context.Report(NativeDiagnostics.UnknownArgument(argument, function, name));
            }
        }

        if (activity.IsTolerance)
        {
            given.Add("value");
        }

        foreach (var parameter in function.Parameters.Where(parameter => parameter.IsRequired && !Names(parameter).Any(given.Contains)))
        {
            context.Report(NativeDiagnostics.MissingArgument(arguments ?? activity.Provider, function, parameter.Name));
        }
    }

    private static IEnumerable<string> Names(NativeParameter parameter) => parameter.Aliases.Prepend(parameter.Name);
}
