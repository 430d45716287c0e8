using ChaosToolkit.Providers;
using ChaosToolkit.Providers.Python;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Extensions;

/// <summary>All extensions: those that are part of the host, and those that are installed, which are loaded when something is first looked for that the host does not have.</summary>
/// <remarks>Safe to use from several threads.</remarks>
public sealed class ExtensionCatalog
{
    private readonly Lazy<IReadOnlyList<Extension>> ofHost;
    private readonly Lazy<IReadOnlyList<Extension>> installed;

    private ExtensionCatalog(EngineServices services)
    {
        ofHost = new(() => [.. services.Assemblies.Select(assembly => ExtensionReader.Read(assembly))]);
        installed = new(() => Load(services));
    }

    /// <summary>The extensions that are installed, in alphabetical order; they are loaded now if they were not. One that could not be loaded is among them and says why.</summary>
    public IReadOnlyList<Extension> Installed => installed.Value;

    /// <summary>The catalog that an engine's parts have in common.</summary>
    public static ExtensionCatalog Of(EngineServices services) => services.Shared(static one => new ExtensionCatalog(one));

    /// <summary>Finds a probe, an action or a tolerance; <see langword="null"/> when there is none.</summary>
    public ExtensionFunction? FindActivity(string module, string func) =>
        Find(extension => extension.Functions.FirstOrDefault(function => function.IsActivity && function.Module == module && function.Name == func));

    /// <summary>Finds a function of a driver that has it under the name of a Python module alone; <see langword="null"/> when there is none. No extension is loaded for it.</summary>
    internal INativeFunction? FindNativeFunction(NativeFunctions natives, string? module, string? func) =>
        natives.TryFindOfDriver(module, func, out var native)
        && !ofHost.Value.Any(extension => extension.Functions.Any(function => function.IsActivity && function.Module == module && function.Name == func))
            ? native
            : null;

    /// <summary>Finds a notifier; <see langword="null"/> when there is none.</summary>
    public ExtensionFunction? FindNotifier(string module, string func) =>
        Find(extension => extension.Functions.FirstOrDefault(function => function.Kind == ExtensionFunctionKind.Notifier && function.Module == module && function.Name == func));

    /// <summary>Finds what tells the plan of an activity; <see langword="null"/> when there is none.</summary>
    internal ExtensionFunction? FindPlan(string module, string func) =>
        Find(extension => extension.Functions.FirstOrDefault(function => function.Kind == ExtensionFunctionKind.Plan && function.Module == module && function.Name == func));

    /// <summary>Finds a control; <see langword="null"/> when there is none.</summary>
    public ExtensionControl? FindControl(string module) => Find(extension => extension.Controls.FirstOrDefault(control => control.Module == module)) ?? FindNativeControl(module);

    /// <summary>Finds the host's control that is called in the place of a Python module; <see langword="null"/> when there is none. No extension is loaded for it.</summary>
    public ExtensionControl? FindNativeControl(string pythonModule) =>
        ofHost.Value.SelectMany(extension => extension.Controls).FirstOrDefault(control => control.PythonModule == pythonModule);

    /// <summary>Finds a control of the host by its module, or by that of Python in whose place it is called.</summary>
    internal ExtensionControl? FindOfHost(string module) =>
        ofHost.Value.SelectMany(extension => extension.Controls).FirstOrDefault(control => control.Module == module || control.PythonModule == module);

    /// <summary>The names of the probes, actions and tolerances of a module, in alphabetical order.</summary>
    internal IReadOnlyList<string> ActivitiesOf(string module) =>
        [.. All.SelectMany(extension => extension.Functions).Where(function => function.IsActivity && function.Module == module).Select(function => function.Name).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The modules that have a probe, an action or a tolerance, in alphabetical order.</summary>
    internal IReadOnlyList<string> ModulesOfActivities =>
        [.. All.SelectMany(extension => extension.Functions).Where(function => function.IsActivity).Select(function => function.Module).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The Python modules in whose place controls of the host are called. No extension is loaded for it.</summary>
    internal IEnumerable<string> PythonModulesOfControls => ofHost.Value.SelectMany(extension => extension.Controls).Select(control => control.PythonModule).OfType<string>();

    /// <summary>The modules of controls, in alphabetical order.</summary>
    internal IReadOnlyList<string> ModulesOfControls =>
        [.. All.SelectMany(extension => extension.Controls).Select(control => control.Module).Distinct().Order(StringComparer.Ordinal)];

    // One after the other, so that what the host has is found without loading the rest.
    private IEnumerable<Extension> All
    {
        get
        {
            foreach (var extension in ofHost.Value)
            {
                yield return extension;
            }

            foreach (var extension in installed.Value)
            {
                yield return extension;
            }
        }
    }

    private T? Find<T>(Func<Extension, T?> find) where T : class => All.Select(find).FirstOrDefault(found => found is not null);

    private static List<Extension> Load(EngineServices services)
    {
        var logger = services.Loggers.CreateLogger("ChaosToolkit.Extensions.extension");
        foreach (var folder in services.ExtensionFolders.Where(folder => !Path.IsPathFullyQualified(folder)))
        {
            logger.LogWarning("The folder of extensions '{Folder}' is passed over: its path must be a full one, so that a run does not depend on where it is started.", folder);
        }

        foreach (var folder in services.ExtensionFolders.Where(folder => Path.IsPathFullyQualified(folder) && folder != ExtensionFolders.OfUser && !Directory.Exists(folder)))
        {
            logger.LogWarning("There is no folder '{Folder}' with extensions; {Variable} names it.", folder, ExtensionFolders.Variable);
        }

        var extensions = ExtensionFolders.Find(services.ExtensionFolders).Select(ExtensionReader.Load).ToList();
        foreach (var extension in extensions)
        {
            foreach (var problem in extension.Problems)
            {
                logger.LogWarning("{Extension}: {Problem}", extension.IsBroken ? $"The extension '{extension.Name}' is left out" : $"The extension '{extension.Name}'", problem);
            }
        }

        return extensions;
    }
}
