using System.Diagnostics;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Cli.Extensions;

/// <summary>A home folder of one test, in which the real commands run.</summary>
internal sealed class ExtensionHome : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public string Folder => folder.Path;

    public string Extensions => Path.Combine(folder.Path, ".chaostoolkit", "extensions");

    /// <summary>Where NuGet keeps packages; the same for all tests, so that none is fetched again.</summary>
    public static string Packages { get; } = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    public string Write(string name, string text) => folder.Write(name, text);

    public Task<(int Status, string Output, string Errors)> ChaosAsync(params string[] args) =>
        RunAsync(ChaosCommand.FileOf("chaos"), Folder, ["--no-log-file", .. args]);

    public Task<(int Status, string Output, string Errors)> DotnetAsync(string workingFolder, params string[] args) => RunAsync("dotnet", workingFolder, args);

    public void Dispose() => folder.Dispose();

    private async Task<(int Status, string Output, string Errors)> RunAsync(string program, string workingFolder, string[] args)
    {
        var start = new ProcessStartInfo(program, args)
        {
            WorkingDirectory = workingFolder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["HOME"] = Folder;
        start.Environment["DOTNET_CLI_HOME"] = Folder;
        start.Environment["NUGET_PACKAGES"] = Packages;
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment.Remove("CHAOS_EXTENSIONS");
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        try
        {
            process.StandardInput.Close();
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (process.ExitCode, output, await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
