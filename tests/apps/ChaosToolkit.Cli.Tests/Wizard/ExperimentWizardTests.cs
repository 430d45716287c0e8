using System.Text.Json.Nodes;
using ChaosToolkit.Testing;
using ChaosToolkit.Values;

namespace ChaosToolkit.Cli.Wizard;

public sealed class ExperimentWizardTests : IDisposable
{
    private readonly StringWriter screen = new() { NewLine = "\n" };

    public void Dispose() => screen.Dispose();

    [Fact]
    public async Task Asks_for_title_hypothesis_method_and_rollbacks_in_this_order()
    {
        var experiment = await AskAsync(
            "The mill stands still", "y", "There is flour", "1", "y", "3", "n", "y", "1", "y", "2", "", "[\"large\"]", "y", "1", "n", "n", "y", "1", "y", "${wheel}", "2", "", "n");
        Snapshot.Verify($"{screen}\n\n{JsonText.Of(experiment, indented: true)}");
    }

    [Fact]
    public async Task Asks_again_for_what_it_cannot_use()
    {
        var experiment = await AskAsync("", "t", "perhaps", "n", "y", "nine", "3", "-1", "1", "y", "2.5", "", "2", "soon", "inf", "1e1", "small", "{}", "[]", "n", "n");
        Assert.Equal("""{"wheel":2,"seconds":10.0,"gears":[]}""", JsonText.Of(experiment["method"]![0]!["provider"]!["arguments"]));
        Snapshot.Verify(screen.ToString());
    }

    [Fact]
    public async Task Offers_no_activities_without_a_discovery_document()
    {
        var experiment = await new ExperimentWizard(new LineInterviewer(new StringReader("t\ny\nh\n"), screen, isTyped: false), []).AskAsync(TestContext.Current.CancellationToken);
        Assert.Equal("""{"title":"t","description":"N/A","tags":[],"steady-state-hypothesis":{"title":"h","probes":[]}}""", JsonText.Of(experiment));
        Assert.DoesNotContain("Which activity?", screen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ends_when_nobody_answers_any_more() => await Assert.ThrowsAsync<InputEndedException>(() => AskAsync("t", "y", "h", "1"));

    [Fact]
    public async Task Stops_waiting_for_an_answer_when_it_is_cancelled()
    {
        using var source = new CancellationTokenSource();
        using var silence = new SilentReader();
        var asking = new ExperimentWizard(new LineInterviewer(silence, screen, isTyped: false), []).AskAsync(source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    private Task<JsonObject> AskAsync(params string[] answers)
    {
        var activities = DiscoveryDocument.Read("discovery.json", JsonNode.Parse(DiscoverySamples.Mill));
        return new ExperimentWizard(new LineInterviewer(new StringReader(string.Concat(answers.Select(answer => answer + "\n"))), screen, isTyped: false), activities)
            .AskAsync(TestContext.Current.CancellationToken);
    }

    // Somebody who says nothing until the test is over.
    private sealed class SilentReader : TextReader
    {
        private readonly SemaphoreSlim over = new(0);

        public override string? ReadLine()
        {
            over.Wait();
            return null;
        }

        protected override void Dispose(bool disposing)
        {
            over.Release();
            base.Dispose(disposing);
        }
    }
}
