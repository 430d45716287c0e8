using ChaosToolkit.Testing;

namespace ChaosToolkit.Reporting.Browser;

/// <summary>The accessibility engine axe-core: fetched with npm once, kept below artifacts.</summary>
internal static class Axe
{
    private const string Version = "4.14.1";
    private static readonly SemaphoreSlim Gate = new(1);

    /// <summary>The engine's source.</summary>
    public static async Task<string> SourceAsync()
    {
        var folder = Repository.At("artifacts", "axe", Version);
        var script = Path.Combine(folder, "package", "axe.min.js");
        await Gate.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (!File.Exists(script))
            {
                Directory.CreateDirectory(folder);
                await Programs.OutputOfAsync(Needs.Program("npm"), ["pack", "--silent", $"axe-core@{Version}"], folder);
                await Programs.OutputOfAsync(Needs.Program("tar"), ["-xzf", $"axe-core-{Version}.tgz", "package/axe.min.js"], folder);
            }
        }
        catch (InvalidOperationException error)
        {
            Needs.That(false, $"axe-core could not be fetched: {error.Message}");
        }
        finally
        {
            Gate.Release();
        }

        return await File.ReadAllTextAsync(script, TestContext.Current.CancellationToken);
    }
}
