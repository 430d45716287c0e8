using System.Reflection;
using ChaosToolkit.Controls;

namespace ChaosToolkit.Extensions;

/// <summary>Reads what an extension has from the attributes of its types.</summary>
internal static class ExtensionReader
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    /// <summary>Loads an extension in a context of its own; whatever is wrong with it is told in the extension that is given.</summary>
    public static Extension Load(string library)
    {
        try
        {
            var assembly = new ExtensionLoadContext(library).LoadExtension();
            return VersionProblem(assembly) is { } problem ? Broken(library, problem) : Read(assembly, library);
        }
#pragma warning disable CA1031 // the edge to foreign code: an extension never keeps a command from its work
        catch (Exception exception) when (exception is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            return Broken(library, exception is BadImageFormatException ? "It is no .NET library, or is damaged." : exception.Message);
        }
    }

    /// <summary>Reads the controls and functions of an assembly that is loaded already.</summary>
    public static Extension Read(Assembly assembly, string library = "")
    {
        var contents = new Contents();
        foreach (var type in TypesOf(assembly, contents.Problems))
        {
            try
            {
                ReadType(type, contents, isOfHost: library.Length == 0);
            }
            catch (Exception exception) when (exception is TypeLoadException or IOException or BadImageFormatException or CustomAttributeFormatException or NotSupportedException)
            {
                contents.Problems.Add($"The class {type.FullName} cannot be used: {exception.Message}");
            }
        }

        if (library.Length > 0 && contents.Functions.Count == 0 && contents.Controls.Count == 0 && contents.Problems.Count == 0)
        {
            contents.Problems.Add("It has no public static method with [Probe], [Action], [Tolerance] or [Notifier], and no public class with [Control].");
        }

        ReportDuplicates(contents);
        return new Extension
        {
            Name = assembly.GetName().Name ?? "",
            Version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? assembly.GetName().Version?.ToString() ?? "",
            Library = library,
            Functions = [.. contents.Functions.OrderBy(function => function.Module, StringComparer.Ordinal).ThenBy(function => function.Name, StringComparer.Ordinal)],
            Controls = [.. contents.Controls.OrderBy(control => control.Module, StringComparer.Ordinal)],
            Problems = contents.Problems,
            Assembly = assembly,
        };
    }

    private static Extension Broken(string library, string problem) =>
        new() { Name = Path.GetFileNameWithoutExtension(library), Version = "", Library = library, Problems = [problem], IsBroken = true };

    // A version that is older than what the extension was built with may lack what it uses.
    private static string? VersionProblem(Assembly assembly)
    {
        var host = typeof(ExtensionReader).Assembly.GetName();
        var wanted = assembly.GetReferencedAssemblies().FirstOrDefault(reference => reference.Name == host.Name)?.Version;
        return wanted is null ? "It does not use the package ChaosToolkit, so it is no extension."
            : wanted > host.Version ? $"It was built for ChaosToolkit {wanted.ToString(3)}, which is newer than this one ({host.Version?.ToString(3)}). Update chaos, or build it for the older one."
            : null;
    }

    private static IEnumerable<Type> TypesOf(Assembly assembly, List<string> problems)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException exception)
        {
            problems.AddRange(exception.LoaderExceptions.OfType<Exception>().Select(one => $"Some of its classes cannot be loaded: {one.Message}").Distinct());
            return exception.Types.OfType<Type>();
        }
    }

    private static void ReadType(Type type, Contents contents, bool isOfHost)
    {
        if (type.GetCustomAttribute<ControlAttribute>() is { } control)
        {
            if (!isOfHost && !type.IsVisible)
            {
                contents.Problems.Add($"The class {type.FullName} carries [Control], but is not public.");
            }
            else if (type.IsAbstract || type.IsGenericTypeDefinition || !typeof(IControl).IsAssignableFrom(type))
            {
                contents.Problems.Add($"The class {type.FullName} carries [Control], but is no class that can be made and implements IControl.");
            }
            else
            {
                contents.Controls.Add(new ExtensionControl(type, control));
            }
        }

        foreach (var method in type.GetMethods(Declared))
        {
            foreach (var attribute in method.GetCustomAttributes<ExtensionFunctionAttribute>(inherit: false))
            {
                if (WhyNotCallable(method, isOfHost) is { } reason)
                {
                    contents.Problems.Add($"The method {type.FullName}.{method.Name} {reason}.");
                }
                else
                {
                    contents.Functions.Add(new ExtensionFunction(method, attribute));
                }
            }
        }
    }

    private static string? WhyNotCallable(MethodInfo method, bool isOfHost) =>
        !method.IsStatic || !method.IsPublic || (!isOfHost && method.DeclaringType?.IsVisible == false) ? "is not public and static in a public class, so it cannot be called"
        : method.ContainsGenericParameters ? "is generic, so it cannot be called"
        : Array.Exists(method.GetParameters(), parameter => parameter.ParameterType.IsByRef || parameter.ParameterType.IsByRefLike || parameter.ParameterType.IsPointer)
            ? "has a parameter that cannot come from JSON (ref, out, a span or a pointer)"
        : method.ReturnType.IsByRef || method.ReturnType.IsByRefLike || method.ReturnType.IsPointer ? "gives what cannot become JSON (a reference, a span or a pointer)"
        : null;

    private static void ReportDuplicates(Contents contents)
    {
        var functions = contents.Functions.GroupBy(function => (function.Module, function.Name, function.IsActivity ? ExtensionFunctionKind.Probe : function.Kind));
        contents.Problems.AddRange(functions.Where(group => group.DistinctBy(function => function.Method).Count() > 1)
            .Select(group => $"Two methods have the module '{group.Key.Module}' and the func '{group.Key.Name}'; the first one counts."));
        var activities = contents.Functions.Where(function => function.IsActivity).Select(function => (function.Module, function.Name)).ToHashSet();
        contents.Problems.AddRange(contents.Functions.Where(function => function.Kind == ExtensionFunctionKind.Plan && !activities.Contains((function.Module, function.Name)))
            .Select(function => $"The [Plan] of the method '{function.Method.Name}' is for the func '{function.Name}' of the module '{function.Module}', which is no probe or action here."));
        contents.Problems.AddRange(contents.Functions.Where(function => function.Kind == ExtensionFunctionKind.Plan && !DotnetPlan.IsPlan(function))
            .Select(function => $"The [Plan] of the method '{function.Method.Name}' does not give an ActivityPlan, so it is not asked."));
        contents.Problems.AddRange(contents.Controls.GroupBy(control => control.Module).Where(group => group.Count() > 1)
            .Select(group => $"Two controls have the module '{group.Key}'; the first one counts."));
    }

    private sealed class Contents
    {
        public List<ExtensionFunction> Functions { get; } = [];

        public List<ExtensionControl> Controls { get; } = [];

        public List<string> Problems { get; } = [];
    }
}
