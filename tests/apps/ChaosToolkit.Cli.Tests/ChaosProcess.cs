using System.Diagnostics;

namespace ChaosToolkit.Cli;

/// <summary>Runs the real command that was built, in a folder of its own, which is its home too.</summary>
internal static class ChaosProcess
{
    public static async Task<ChaosResult> RunAsync(TemporaryFolder folder, params string[] args)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "chaos"), args)
        {
            WorkingDirectory = folder.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["HOME"] = folder.Path;
        start.Environment.Remove("CHAOS_EXTENSIONS");
        using var process = Process.Start(start) ?? throw new InvalidOperationException("chaos did not start.");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new ChaosResult(process.ExitCode, await output, await errors);
    }
}

internal sealed record ChaosResult(int ExitCode, string Output, string Errors);
