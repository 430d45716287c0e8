using System.Diagnostics;
using System.Text.Json.Nodes;
using ChaosToolkit.Cli.Extensions;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Cli.Durability;

/// <summary>
/// A folder with things that can be broken and a process that can be stopped, and an experiment that does so. Each of its stages says that it has come (a file <c>at-STAGE</c>),
/// and the one that the test names waits there, until the process is killed or the test lets it go on.
/// </summary>
internal sealed class CrashSite : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<ChaosCommand> started = [];
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
    public ChaosCommand Start(params string[] arguments) => Start([], arguments);

    public ChaosCommand Start(Dictionary<string, string> environment, params string[] arguments) => StartCommand(environment, [ChaosCommand.FileOf("chaos"), .. arguments]);

    private ChaosCommand StartCommand(Dictionary<string, string> environment, string[] command)
    {
        var all = new Dictionary<string, string>(environment)
        {
            ["WORKER_PID"] = worker.Id.ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        all.TryAdd("CHAOS_EXTENSIONS", LaidExtensions.Folder);

        // A shell that runs the tests in the background lets them, and all that they start, ignore Ctrl-C.
        var process = ChaosCommand.StartProgram(folder, all, "env", ["--default-signal=INT,TERM", "setsid", "--wait", .. command]);
        started.Add(process);
        return process;
    }

    /// <summary>Runs the command to its end.</summary>
    public Task<int> RunAsync(params string[] arguments) => RunAsync([], arguments);

    public Task<int> RunAsync(Dictionary<string, string> environment, params string[] arguments) => Start(environment, arguments).ExitAsync();

    /// <summary>What the command writes to standard output.</summary>
    public async Task<string> OutputAsync(params string[] arguments) => (await Start(["--no-log-file", .. arguments]).EndAsync()).Output;

    /// <summary>The exit status, and what the command writes to standard error.</summary>
    public Task<(int Exit, string Log)> LogAsync(params string[] arguments) => LogOfAsync(Start(arguments));

    /// <summary>The same, of a command for which a shell has set limits.</summary>
    public Task<(int Exit, string Log)> LimitedAsync(Dictionary<string, string> environment, string limits, params string[] arguments) =>
        LogOfAsync(StartCommand(environment, ["sh", "-c", limits + "; exec \"$@\"", "sh", ChaosCommand.FileOf("chaos"), .. arguments]));

    private static async Task<(int Exit, string Log)> LogOfAsync(ChaosCommand command)
    {
        var result = await command.EndAsync();
        return (result.ExitCode, result.Errors);
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

    public void Signal(int process, int signal) => Unix.Signal(process, signal);

    public void SignalGroup(int process, int signal) => Unix.Signal(-process, signal);

    /// <summary>The watchdog of the run; <see langword="null"/> when there is none.</summary>
    public int? FindWatchdog() => Unix.ProcessesOf($"\0watchdog\0{RunFolder}\0").Cast<int?>().FirstOrDefault();

    public Task UntilAsync(Func<bool> isSo, string what) =>
        Eventually.IsSoAsync(isSo, what, () => $"In the folder: {string.Join(' ', Directory.GetFiles(folder.Path).Select(System.IO.Path.GetFileName))}");

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
        Unix.KillAllIn(folder.Path);
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
}
