using ChaosToolkit.Configuration;
using ChaosToolkit.Controls;
using ChaosToolkit.Running;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChaosToolkit.Extensions;

public sealed class ControlTests
{
    [Fact]
    public async Task Is_called_around_each_part_and_hears_the_events()
    {
        await using var engine = ExtensionSamples.NewEngine();
        using var interruption = new RunInterruption(NullLogger.Instance);
        var experiment = ExtensionSamples.Parse("""
            {"title":"t","description":"d",
             "controls":[{"name":"c","provider":{"type":"dotnet","module":"t.recorder"}}],
             "method":[{"type":"probe","name":"p","provider":{"type":"dotnet","module":"t","func":"seconds","arguments":{"time":"5s"}}}]}
            """).AsObject();
        var journal = await engine.RunnerWith(interruption).RunAsync(experiment, Variables.None, new RunOptions());
        Assert.Equal("completed", (string?)journal["status"]);
        Assert.Equal(5, (double?)journal["run"]?[0]?["output"]);
        Assert.Equal(
            "before Experiment, before Method, before Activity, after Activity, after Method, before Rollback, after Rollback, after Experiment",
            (string?)journal["experiment"]?["recorded"]);
        Assert.Contains("finish", RecorderControl.LastEvents);
    }

    [Fact]
    public void Its_arguments_become_values_of_dotnet()
    {
        var context = new ControlContext
        {
            Level = ControlLevel.Experiment,
            Control = [],
            Configuration = [],
            Secrets = [],
            Arguments = ExtensionSamples.Parse("""{"at_most":5,"every":"1m","colour":"light-blue","nothing":null}""").AsObject(),
        };
        Assert.Equal(5, context.Argument("atMost", 0));
        Assert.Equal(TimeSpan.FromMinutes(1), context.Argument("every", TimeSpan.Zero));
        Assert.Equal(Colour.LightBlue, context.Argument("colour", Colour.Red));
        Assert.Equal(7, context.Argument("missing", 7));
        Assert.Null(context.Argument<int?>("nothing", 7));
        Assert.Throws<ChaosException>(() => context.Argument("colour", 1));
    }

    [Fact]
    public async Task A_tolerance_judges_what_a_probe_gave()
    {
        await using var engine = ExtensionSamples.NewEngine();
        using var interruption = new RunInterruption(NullLogger.Instance);
        var experiment = ExtensionSamples.Parse("""
            {"title":"t","description":"d","method":[],
             "steady-state-hypothesis":{"title":"h","probes":[{"type":"probe","name":"p",
              "provider":{"type":"dotnet","module":"ChaosToolkit.Extensions.TestFunctions","func":"read_depth"},
              "tolerance":{"type":"probe","name":"odd","provider":{"type":"dotnet","module":"t","func":"is_odd"}}}]}}
            """).AsObject();
        var journal = await engine.RunnerWith(interruption).RunAsync(experiment, Variables.None, new RunOptions());
        Assert.True((bool?)journal["steady_states"]?["before"]?["steady_state_met"]);
    }
}
