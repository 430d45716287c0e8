using System.Text.Json.Nodes;
using ChaosToolkit.Configuration;
using ChaosToolkit.Providers;
using ChaosToolkit.Running;
using ChaosToolkit.Values;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChaosToolkit.Diagnostics;

/// <summary>Whatever an experiment is made of, validation answers, and a run of it ends with a journal or one clear error.</summary>
public sealed class MutationTests
{
    [Fact]
    public async Task Validation_answers_whatever_stands_in_any_place()
    {
        await using var engine = DiagnosticSamples.NewEngine();
        foreach (var json in MutatedExperiments.Systematic())
        {
            await AssertAnswersAsync(engine, json);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Validation_answers_and_a_run_never_crashes(int seed)
    {
        var mutated = new MutatedExperiments(seed);
        for (var round = 0; round < 300; round++)
        {
            await using var engine = new Engine(new EngineServices(NullLoggerFactory.Instance, new ImpatientTime()), typeof(MutationTests).Assembly);
            var experiment = mutated.Next();
            var json = JsonText.Of(experiment);
            await AssertAnswersAsync(engine, json);
            if (experiment is JsonObject members)
            {
                await AssertRunsAsync(engine, members, $"seed {seed}, round {round}:\n{json}");
            }
        }
    }

    private static async Task AssertAnswersAsync(Engine engine, string json)
    {
        try
        {
            foreach (var diagnostic in await DiagnosticSamples.DiagnoseAsync(engine, "mutated.json", json))
            {
                Assert.Matches(@"\Amutated\.json:\d+:\d+: (error|warning) CTK\d{4}: .", DiagnosticSamples.TextOf(diagnostic));
                Assert.True(diagnostic.Message.Length < 500, diagnostic.Message);
            }
        }
        catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
        {
            throw new InvalidOperationException($"Validation does not answer for:\n{json}", exception);
        }
    }

    // Without validation before it: what is wrong must end well, too.
    private static async Task AssertRunsAsync(Engine engine, JsonObject experiment, string what)
    {
        using var interruption = new RunInterruption(NullLogger.Instance);
        try
        {
            var journal = await engine.RunnerWith(interruption).RunAsync(experiment, Variables.None, new RunOptions());
            Assert.Contains(Value.AsText(journal["status"]), (string?[])["completed", "failed", "aborted", "interrupted"]);
            Assert.NotEmpty(JsonText.Of(journal));
        }
        catch (ChaosException)
        {
            // One line for the user.
        }
        catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
        {
            throw new InvalidOperationException($"The run crashes, {what}", exception);
        }
    }
}
