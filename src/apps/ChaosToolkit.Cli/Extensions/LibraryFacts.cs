using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using ChaosToolkit.Extensions;

namespace ChaosToolkit.Cli.Extensions;

/// <summary>What a library says of itself without being loaded.</summary>
internal static class LibraryFacts
{
    private const string Core = "ChaosToolkit.Core";

    /// <summary>Whether it is written for the extension API. A file that is no .NET library is not.</summary>
    public static bool IsExtension(string library)
    {
        if (IsShared(library))
        {
            return false;
        }

        try
        {
            using var file = new PEReader(File.OpenRead(library));
            if (!file.HasMetadata)
            {
                return false;
            }

            var reader = file.GetMetadataReader();
            return reader.AssemblyReferences.Any(reference => reader.GetString(reader.GetAssemblyReference(reference).Name) == Core);
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }

    /// <summary>Whether the host has it, so that it need not lie beside an extension.</summary>
    public static bool IsShared(string library) => ExtensionFolders.SharedAssemblies.Contains(Path.GetFileNameWithoutExtension(library));
}
