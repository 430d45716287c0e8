using System.Diagnostics;
using System.Text;

namespace ChaosToolkit.Testing;

/// <summary>What a command has given.</summary>
/// <param name="ExitCode">Its exit status.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Errors">What it wrote to standard error.</param>
public sealed record ChaosResult(int ExitCode, string Output, string Errors);

/// <summary>
/// The real command as it was built, in a folder of its own that is its home too, with nothing of the developer's or the CI's environment that it would look at.
/// When the test is over it is killed with all that it started.
/// </summary>
public sealed class ChaosCommand : IDisposable
{
    // What it looks at; the python of the tests stays.
    private static readonly string[] LookedAt = ["CHAOS", "GITHUB_", "OTEL_", "TRACEPARENT", "TRACESTATE", "TOXIPROXY_", "XDG_", "LOG_LEVEL"];

    private readonly Process process;
    private readonly Written output;
    private readonly Written errors;

    private ChaosCommand(ProcessStartInfo start)
    {
        process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start.");
        process.StandardInput.Close();
        (output, errors) = (new(process.StandardOutput), new(process.StandardError));
    }

    /// <summary>The id of its process.</summary>
    public int Id => process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => process.HasExited;

    /// <summary>A file of the command. Not the copy beside the tests: what they take from a shared framework is not copied for it.</summary>
    public static string FileOf(string name) => BuiltOf("ChaosToolkit.Cli", name);

    /// <summary>A file of a project as it was built, in the configuration of the tests; without a name the folder.</summary>
    public static string BuiltOf(string project, string name = "") => Repository.At("artifacts", "bin", project, new DirectoryInfo(AppContext.BaseDirectory).Name, name);

    /// <summary>Starts the command.</summary>
    public static ChaosCommand Start(TemporaryFolder folder, params string[] arguments) => Start(folder, new Dictionary<string, string>(), arguments);

    /// <summary>Starts the command.</summary>
    public static ChaosCommand Start(TemporaryFolder folder, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        StartProgram(folder, environment, FileOf("chaos"), arguments);

    /// <summary>Starts a program that starts the command.</summary>
    public static ChaosCommand StartProgram(TemporaryFolder folder, IReadOnlyDictionary<string, string> environment, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => !name.StartsWith("CHAOS_PYTHON", StringComparison.Ordinal) && LookedAt.Any(one => name.StartsWith(one, StringComparison.Ordinal))).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["HOME"] = folder.Path;
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new ChaosCommand(start);
    }

    /// <summary>Runs the command to its end.</summary>
    public static async Task<ChaosResult> RunAsync(TemporaryFolder folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var command = Start(folder, environment, arguments);
        return await command.EndAsync();
    }

    /// <summary>Waits for a whole line that holds these words, and gives it.</summary>
    public async Task<string> LineAsync(string words)
    {
        await Eventually.IsSoAsync(() => Find(words) is not null || process.HasExited, $"a line with '{words}' from {process.StartInfo.FileName}");
        if (Find(words) is { } line)
        {
            return line;
        }

        var result = await EndAsync();
        return Find(words) ?? throw new InvalidOperationException($"It ended with {result.ExitCode} and wrote no '{words}' but:\n{result.Output}{result.Errors}");
    }

    /// <summary>Waits for its end, and not for what it started and wrote to: its exit status.</summary>
    public async Task<int> ExitAsync()
    {
        await process.WaitForExitAsync().WaitAsync(Eventually.Patience);
        return process.ExitCode;
    }

    /// <summary>Waits for its end and for all that is written to it.</summary>
    public async Task<ChaosResult> EndAsync()
    {
        try
        {
            await Task.WhenAll(process.WaitForExitAsync(), output.Ended, errors.Ended).WaitAsync(Eventually.Patience);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"{process.StartInfo.FileName} has not ended within {Eventually.Patience.TotalSeconds} s. It wrote:\n{output}{errors}");
        }

        return new ChaosResult(process.ExitCode, output.ToString(), errors.ToString());
    }

    /// <summary>Kills the command alone, as a crash does: what it started goes on.</summary>
    public async Task CrashAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        process.Dispose();
    }

    private string? Find(string words) => output.Find(words) ?? errors.Find(words);

    /// <summary>What was written to a pipe as yet: it is read always, so that nobody waits to write.</summary>
    private sealed class Written
    {
        private readonly StringBuilder text = new();

        public Written(StreamReader pipe) => Ended = ReadAsync(pipe);

        public Task Ended { get; }

        public string? Find(string words)
        {
            var lines = ToString().Split('\n');
            return lines.SkipLast(1).FirstOrDefault(line => line.Contains(words, StringComparison.Ordinal)); // what follows the last line end is not whole
        }

        public override string ToString()
        {
            lock (text)
            {
                return text.ToString();
            }
        }

        private async Task ReadAsync(StreamReader pipe)
        {
            var buffer = new char[4096];
            while (await pipe.ReadAsync(buffer) is var count && count > 0)
            {
                lock (text)
                {
                    text.Append(buffer, 0, count);
                }
            }
        }
    }
}
