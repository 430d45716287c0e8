using ChaosToolkit.Testing;

namespace ChaosToolkit.Cli.Extensions;

/// <summary>A folder of extensions that were built for the tests, for CHAOS_EXTENSIONS. The same for all tests of this process, which only read it.</summary>
internal static class LaidExtensions
{
    private static readonly Lazy<string> Laid = new(Lay);

    public static string Folder => Laid.Value;

    private static string Lay()
    {
        var folder = Directory.CreateTempSubdirectory("chaos-laid-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        foreach (var name in (string[])["acme.machine", "crash.points"])
        {
            var target = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
            foreach (var file in Directory.EnumerateFiles(ChaosCommand.BuiltOf(name)))
            {
                File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
            }
        }

        return folder;
    }
}
