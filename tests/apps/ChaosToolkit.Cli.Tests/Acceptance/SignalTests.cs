using ChaosToolkit.Testing;
namespace ChaosToolkit.Cli.Acceptance;

/// <summary>Each signal at each phase of a run, sent to the real process; what counts is what is on disk afterwards.</summary>
public sealed class SignalTests : IDisposable
{
    private const string Hold = "'provider': {'type': 'process', 'path': 'sleep', 'arguments': ['60']}";
    private const string HoldAction = $"{{'type': 'action', 'name': 'hold', {Hold}}}";

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string, string> SignalsAndPhases()
    {
        var data = new TheoryData<string, string>();
        foreach (var signal in (string[])["INT", "TERM", "USR1", "USR2"])
        {
            foreach (var phase in (string[])["gate", "method", "background", "pause", "rollbacks"])
            {
                data.Add(signal, phase);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(SignalsAndPhases))]
    public async Task End_the_run_and_leave_a_whole_journal(string signal, string phase)
    {
        using var chaos = LiveChaos.Run(folder, ExperimentOf(phase), "--rollback-strategy", "always");
        await chaos.LineAsync(phase switch
        {
            "gate" => "Probe: hold",
            "pause" => "Pausing before next activity for 60s...",
            _ => "Action: hold",
        });

        chaos.Signal(signal);

        Assert.Equal(1, await chaos.EndAsync());
        var journal = LiveChaos.Journal(folder);
        Assert.Equal("interrupted", (string?)journal["status"]);
        Assert.Equal(
            phase switch
            {
                "gate" => [],
                "pause" => ["first succeeded"],
                "rollbacks" => ["first succeeded", "last succeeded"],
                _ => ["first succeeded", "hold -"],
            },
            LiveChaos.Entries(journal, "run"));
        Assert.Equal(
            (phase, signal) switch
            {
                ("rollbacks", _) => ["hold -"],
                (_, "USR2") => [],
                _ => ["undo succeeded"],
            },
            LiveChaos.Entries(journal, "rollbacks"));
        Assert.Equal(phase == "rollbacks", File.Exists(folder.At("last")));
        Assert.All(LinesOf(signal, phase), part => Assert.Contains(chaos.Lines, line => line.Contains(part, StringComparison.Ordinal)));
        Assert.Contains(chaos.Lines, line => line.EndsWith("Experiment ended with status: interrupted", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task That_come_twice_end_what_the_first_left_to_its_end(string signal)
    {
        using var chaos = LiveChaos.Run(folder, $$"""
            {'title': 't', 'description': 'd',
             'method': [{'type': 'action', 'name': 'long', 'background': true, {{Hold}} }, {{HoldAction}}],
             'rollbacks': [{{Touch("undo")}}]}
            """);
        await chaos.LineAsync("Action: hold");

        chaos.Signal(signal);
        await chaos.LineAsync("eceived");
        chaos.Signal(signal);

        Assert.Equal(1, await chaos.EndAsync());
        var journal = LiveChaos.Journal(folder);
        Assert.Equal(["long -", "hold -"], LiveChaos.Entries(journal, "run"));
        Assert.True((double)journal["duration"]! < 50);
        Assert.False(File.Exists(folder.At("undo")));
    }

    [Fact]
    public async Task That_come_while_the_experiment_is_loaded_end_before_anything_is_run()
    {
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        using var chaos = LiveChaos.Start(folder, "run", $"http://{silent.LocalEndpoint}/experiment.json");
        using var connection = await silent.AcceptTcpClientAsync(TestContext.Current.CancellationToken);

        chaos.Signal("INT");

        Assert.Equal(1, await chaos.EndAsync());
        Assert.False(File.Exists(folder.At("journal.json")));
    }

    public void Dispose() => folder.Dispose();

    private static string ExperimentOf(string phase)
    {
        var probe = phase == "gate" ? $"{{'type': 'probe', 'name': 'hold', 'tolerance': 0, {Hold}}}" : "";
        var held = phase switch
        {
            "method" => HoldAction + ",",
            "background" => $"{{'type': 'action', 'name': 'hold', 'background': true, {Hold}}}",
            "pause" => $"{{'type': 'action', 'name': 'hold', 'pauses': {{'before': 60}}, {Hold}}},",
            _ => "",
        };
        return $$"""
            {'title': 't', 'description': 'd',
             'steady-state-hypothesis': {'title': 'h', 'probes': [{{probe}}]},
             'method': [{{Touch("first")}}, {{held}} {{(phase == "background" ? "" : Touch("last"))}}],
             'rollbacks': [{{(phase == "rollbacks" ? HoldAction + "," : "")}} {{Touch("undo")}}]}
            """;
    }

    private static string Touch(string file) => $"{{'type': 'action', 'name': '{file}', 'provider': {{'type': 'process', 'path': 'touch', 'arguments': ['{file}']}}}}";

    private static IEnumerable<string> LinesOf(string signal, string phase) => (signal, phase) switch
    {
        ("TERM", "rollbacks") => ["Caught SIGTERM signal, interrupting experiment now", "Received an exit signal.Terminating now without running the remaining rollbacks."],
        (_, "rollbacks") => ["Received an exit signal.Terminating now without running the remaining rollbacks."],
        ("INT", _) => ["Received a termination signal (Ctrl-C)..."],
        ("TERM", _) => ["Caught SIGTERM signal, interrupting experiment now", "SIGTERM signal received"],
        ("USR1", _) => ["Received the exit signal: 20"],
        _ => ["Received the exit signal: 30", "Ignoring rollbacks as per signal"],
    };
}
