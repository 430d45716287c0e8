using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using ChaosToolkit.Cli.Extensions;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Cli.Durability;

/// <summary>
/// A folder with things that can be broken and a process that can be stopped, and an experiment that does so. Each of its stages says that it has come (a file <c>at-STAGE</c>),
/// and the one that the test names waits there, until the process is killed or the test lets it go on.
/// </summary>
internal sealed partial class CrashSite : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private readonly TemporaryFolder folder = new();
    private readonly List<Process> started = [];
    private readonly Process worker;

    public CrashSite(string stage)
    {
        foreach (var file in (string[])["whole", "prices", "second"])
        {
            folder.Write(file, "");
        }

        worker = Process.Start(new ProcessStartInfo("sleep", ["600"]) { WorkingDirectory = folder.Path }) ?? throw new InvalidOperationException("It did not start.");
        folder.Write("wait-" + stage, "");
        folder.Write("stage.sh", """
            touch "at-$1"
            while [ -e "wait-$1" ]; do sleep 0.02; done
            """);
        folder.Write("break.sh", """
            sh stage.sh "$1-before"
            mv whole broken
            sh stage.sh "$1-within"
            """);

        // What may be done twice: there is nothing to do when it is done.
        folder.Write("mend.sh", """
            echo >> mended
            sh stage.sh mend-before
            [ ! -e broken ] || mv broken whole
            sh stage.sh mend-after
            """);
        folder.Write("beside.sh", """
            mv second second.away
            sh stage.sh beside
            """);
        folder.Write("experiment.json", CrashExperiment.Text);
    }

    public string Path => folder.Path;

    public string At(string file) => folder.At(file);

    public void Write(string file, string text) => folder.Write(file, text);

    public string Read(string file) => folder.Read(file);

    /// <summary>Whether the fault is still there.</summary>
    public bool IsBroken => File.Exists(folder.At("broken")) || !File.Exists(folder.At("whole"));

    /// <summary>All faults that are still there; empty when everything is as it was.</summary>
    public string FaultsLeft => string.Join(
        ", ",
        ((string?[])
        [
            IsBroken ? "the file is broken" : null,
            Has("prices") && !Has("prices.away") ? null : "the file was moved",
            Has("second") && !Has("second.away") ? null : "the file of the background action was moved",
            StateOf(worker.Id) == 'T' ? "the process is stopped" : null,
        ]).Where(fault => fault is not null));

    /// <summary>How often it was taken back.</summary>
    public int Mended => File.Exists(folder.At("mended")) ? File.ReadAllLines(folder.At("mended")).Length : 0;

    public bool Has(string file) => File.Exists(folder.At(file));

    /// <summary>Whether there is a run by now, be it without a log.</summary>
    public bool HasRun => Directory.Exists(folder.At(".chaos/runs")) && Directory.GetDirectories(folder.At(".chaos/runs")).Length > 0;

    public string RunFolder => Directory.GetDirectories(folder.At(".chaos/runs")).Single();

    public JsonObject Journal => (JsonObject)JsonNode.Parse(File.ReadAllText(folder.At("journal.json")))!;

    /// <summary>Starts the command in a process group of its own, so that the group can be killed.</summary>
    public Process Start(params string[] arguments) => Start([], arguments);

    public Process Start(Dictionary<string, string> environment, params string[] arguments)
    {
        var process = StartReadable(environment, arguments);
        _ = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
        return process;
    }

    private Process StartReadable(Dictionary<string, string> environment, string[] arguments) => StartCommand(environment, [ChaosProcess.FileOf("chaos"), .. arguments]);

    private Process StartCommand(Dictionary<string, string> environment, string[] command)
    {
        // A shell that runs the tests in the background lets them, and all that they start, ignore Ctrl-C.
        var start = new ProcessStartInfo("env", ["--default-signal=INT,TERM", "setsid", "--wait", .. command])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["HOME"] = folder.Path;
        start.Environment.Remove("XDG_STATE_HOME");
        start.Environment["CHAOS_EXTENSIONS"] = LaidExtensions.Folder;
        start.Environment["WORKER_PID"] = worker.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException("It did not start.");
        process.StandardInput.Close();
        started.Add(process);
        return process;
    }

    /// <summary>Runs the command to its end.</summary>
    public Task<int> RunAsync(params string[] arguments) => RunAsync([], arguments);

    public async Task<int> RunAsync(Dictionary<string, string> environment, params string[] arguments)
    {
        using var limit = new CancellationTokenSource(Patience);
        var process = Start(environment, arguments);
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode;
    }

    /// <summary>What the command writes to standard output.</summary>
    public async Task<string> OutputAsync(params string[] arguments)
    {
        var process = StartReadable([], ["--no-log-file", .. arguments]);
        _ = process.StandardError.ReadToEndAsync();
        return await process.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
    }

    /// <summary>The exit status, and what the command writes to standard error.</summary>
    public Task<(int Exit, string Log)> LogAsync(params string[] arguments) => LogOfAsync(StartReadable([], arguments));

    /// <summary>The same, of a command for which a shell has set limits.</summary>
    public Task<(int Exit, string Log)> LimitedAsync(Dictionary<string, string> environment, string limits, params string[] arguments) =>
        LogOfAsync(StartCommand(environment, ["sh", "-c", limits + "; exec \"$@\"", "sh", ChaosProcess.FileOf("chaos"), .. arguments]));

    private static async Task<(int Exit, string Log)> LogOfAsync(Process process)
    {
        _ = process.StandardOutput.ReadToEndAsync();
        var log = await process.StandardError.ReadToEndAsync().WaitAsync(Patience);
        await process.WaitForExitAsync();
        return (process.ExitCode, log);
    }

    /// <summary>The id of the runner, which leads its group.</summary>
    public Task<int> RunnerAsync() => HeldByAsync("run-opened");

    public Task ReachesAsync(string stage) => UntilAsync(() => Has("at-" + stage), $"the stage {stage}");

    /// <summary>Lets all stages that come from now on go on.</summary>
    public void LetGo()
    {
        foreach (var file in Directory.GetFiles(folder.Path, "wait-*"))
        {
            File.Delete(file);
        }
    }

    public void Kill(int process, int signal) => _ = Signal(process, signal);

    public void KillGroup(int process, int signal) => _ = Signal(-process, signal);

    /// <summary>The watchdog of the run; <see langword="null"/> when there is none.</summary>
    public int? FindWatchdog() => Processes("watchdog", RunFolder).Cast<int?>().FirstOrDefault();

    public async Task UntilAsync(Func<bool> isSo, string what)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!isSo())
        {
            if (limit.IsCancellationRequested)
            {
                throw new TimeoutException($"{what} did not come within {Patience.TotalSeconds} s. In the folder: {string.Join(' ', Directory.GetFiles(folder.Path).Select(System.IO.Path.GetFileName))}");
            }

            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    public static bool IsAlive(int process) => StateOf(process) is not ('Z' or 'X');

    private static char StateOf(int process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            return text[text.LastIndexOf(')') + 2];
        }
        catch (IOException)
        {
            return 'X';
        }
    }

    public void Dispose()
    {
        LetGo();
        foreach (var process in Processes("", folder.Path))
        {
            Kill(process, 9);
        }

        worker.Kill();
        worker.WaitForExit();
        worker.Dispose();
        started.ForEach(process => process.Dispose());
        try
        {
            folder.Dispose();
        }
        catch (IOException)
        {
            // A process that was just killed still had a file here.
        }
    }

    private async Task<int> HeldByAsync(string what)
    {
        var process = 0;
        await UntilAsync(
            () =>
            {
                var locks = Directory.Exists(folder.At(".chaos/runs")) ? Directory.GetFiles(folder.At(".chaos/runs"), "lock", SearchOption.AllDirectories) : [];
                try
                {
                    process = locks.Length == 0 ? 0 : (int?)(JsonNode.Parse(ReadShared(locks[0])) as JsonObject)?["process"] ?? 0;
                }
                catch (System.Text.Json.JsonException)
                {
                    process = 0;
                }

                return process != 0;
            },
            what);
        return process;
    }

    private static string ReadShared(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }

    private static IEnumerable<int> Processes(string word, string path)
    {
        foreach (var entry in Directory.GetDirectories("/proc"))
        {
            if (int.TryParse(System.IO.Path.GetFileName(entry), out var process) && process != Environment.ProcessId)
            {
                string line;
                string? at;
                try
                {
                    line = File.ReadAllText(entry + "/cmdline");
                    at = new FileInfo(entry + "/cwd").LinkTarget;
                }
                catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
                {
                    continue;
                }

                if (word.Length == 0 ? at == path : line.Contains($"\0{word}\0{path}\0", StringComparison.Ordinal))
                {
                    yield return process;
                }
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}
