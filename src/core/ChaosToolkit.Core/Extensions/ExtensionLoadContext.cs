using System.Reflection;
using System.Runtime.Loader;

namespace ChaosToolkit.Extensions;

/// <summary>Loads one extension with libraries of its own: what it brought along, in the versions it was built with.</summary>
internal sealed class ExtensionLoadContext(string library) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(library))
{
    /// <summary>What an extension has in common with the host, for their types cross the border between the two: the host's are taken, in the host's version.</summary>
    public static readonly IReadOnlyList<string> Shared =
        ["ChaosToolkit.Core", "ChaosToolkit.Python", "Microsoft.Extensions.Logging.Abstractions", "System.Text.Json"];

    private readonly AssemblyDependencyResolver resolver = new(library);

    public Assembly LoadExtension() => LoadFromAssemblyPath(library);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (Shared.Contains(assemblyName.Name))
        {
            return null;
        }

        return resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;
}
