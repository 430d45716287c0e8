using System.Diagnostics;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Cli;

/// <summary>Runs the real command that was built, in a folder of its own, which is its home too.</summary>
internal static class ChaosProcess
{
    // Not the copy beside the tests: what they take from a shared framework, such as that of the scripted endpoint, is not copied for it.
    private static readonly string Folder = Repository.At("artifacts", "bin", "ChaosToolkit.Cli", new DirectoryInfo(AppContext.BaseDirectory).Name);

    /// <summary>A file of the command.</summary>
    public static string FileOf(string name) => Path.Combine(Folder, name);

    public static Task<ChaosResult> RunAsync(TemporaryFolder folder, params string[] args) => RunAsync(folder, new Dictionary<string, string>(), args);

    public static async Task<ChaosResult> RunAsync(TemporaryFolder folder, IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        var start = new ProcessStartInfo(FileOf("chaos"), args)
        {
            WorkingDirectory = folder.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["HOME"] = folder.Path;
        foreach (var name in (string[])["CHAOS_EXTENSIONS", "GITHUB_ACTIONS", "GITHUB_WORKSPACE", "GITHUB_STEP_SUMMARY"])
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException("chaos did not start.");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new ChaosResult(process.ExitCode, await output, await errors);
    }
}

internal sealed record ChaosResult(int ExitCode, string Output, string Errors);
