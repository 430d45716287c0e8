using System.Diagnostics;
using System.Text.Json.Nodes;
using ChaosToolkit.Configuration;
using ChaosToolkit.Loading;
using ChaosToolkit.Providers;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChaosToolkit.Benchmarks;

/// <summary>What validating costs beside reading.</summary>
internal sealed class ValidationBenchmark : IBenchmark
{
    private const int Activities = 5000;
    private const int Rounds = 31;

    public string Name => "validation";

    public string About =>
        $"An experiment of {Activities} activities and about 1 MB: validating it, against only parsing its JSON with positions; {Rounds} rounds in turn, medians. At most 3 times.";

    public async Task<ResultTable> RunAsync(string repository)
    {
        var text = Experiment().ToJsonString();
        List<double> parsing = [], validating = [];
        for (var round = -5; round < Rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            var document = JsonDocumentReader.Read(new SourceText("experiment.json", text));
            var parsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;

            await using var engine = new Engine(new EngineServices(NullLoggerFactory.Instance, TimeProvider.System));
            var validator = engine.Validator;
            start = Stopwatch.GetTimestamp();
            var report = await validator.ValidateAsync(document.Node, Variables.None, CancellationToken.None);
            var validated = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (!report.IsValid)
            {
                throw new InvalidOperationException($"The experiment is not valid: {report.Errors.First()}");
            }

            if (round >= 0)
            {
                parsing.Add(parsed);
                validating.Add(validated);
            }
        }

        var table = new ResultTable("what", "ms", "ratio");
        table.Add("parsing with positions", Figures.Text(Figures.Median(parsing)), "1.00");
        table.Add("validating", Figures.Text(Figures.Median(validating)), Figures.Text(Figures.Median(validating) / Figures.Median(parsing), "F2"));
        return table;
    }

    private static JsonObject Experiment() => new()
    {
        ["title"] = "Many activities",
        ["description"] = "As many as nobody writes by hand.",
        ["method"] = new JsonArray([.. Enumerable.Range(0, Activities).Select(i => new JsonObject
        {
            ["type"] = "probe",
            ["name"] = $"is-service-{i}-up",
            ["tolerance"] = 200,
            ["provider"] = new JsonObject { ["type"] = "http", ["url"] = $"http://127.0.0.1:8080/services/{i}/health", ["timeout"] = 3 },
            ["pauses"] = new JsonObject { ["after"] = 1 },
        })]),
    };
}
