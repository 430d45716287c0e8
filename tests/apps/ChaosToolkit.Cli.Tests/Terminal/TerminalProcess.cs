using System.Diagnostics;
using System.Text.Json.Nodes;
using ChaosToolkit.Testing;
using ChaosToolkit.Values;

namespace ChaosToolkit.Cli.Terminal;

/// <summary>Runs the real command in a pseudo terminal, with somebody at the keyboard. Its output is what the screen received.</summary>
internal static class TerminalProcess
{
    public static JsonNode Press(string keys) => JsonValue.Create(keys);

    public static JsonNode Touch(string file) => new JsonObject { ["touch"] = file };

    public static JsonNode Resize(int rows, int columns) => new JsonObject { ["size"] = new JsonArray(rows, columns) };

    public static JsonNode Signal(int number) => new JsonObject { ["signal"] = number };

    public static async Task<ChaosResult> RunAsync(
        TemporaryFolder folder, IReadOnlyDictionary<string, string?> environment, IReadOnlyList<(string Await, JsonNode Act)> steps, params string[] args)
    {
        var script = new JsonArray([.. steps.Select(step => new JsonArray(step.Await, step.Act))]);
        var start = new ProcessStartInfo(
            "python3", [Repository.At("tests", "apps", "ChaosToolkit.Cli.Tests", "Terminal", "terminal.py"), JsonText.Of(script), ChaosCommand.FileOf("chaos"), .. args])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in (IEnumerable<KeyValuePair<string, string?>>)
            [new("HOME", folder.Path), new("TERM", "xterm-256color"), new("NO_COLOR", "1"), new("LANG", "C.UTF-8"), new("LC_ALL", null), new("CI", null), new("GITHUB_ACTIONS", null), .. environment])
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException("python3 did not start.");
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Empty(await errors);

        // What the framework itself tells the terminal.
        return new ChaosResult(process.ExitCode, (await output).Replace("\e[?1h\e=", "", StringComparison.Ordinal).Replace("\e[?1l\e>", "", StringComparison.Ordinal), "");
    }
}
