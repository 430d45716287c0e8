using System.Text.Json.Nodes;
using ChaosToolkit.Diagnostics;
using ChaosToolkit.Loading;
using ChaosToolkit.Model.Shapes;
using ChaosToolkit.Testing;
using ChaosToolkit.Values;

namespace ChaosToolkit.Model;

/// <summary>Schema, validator and reference page say the same, for they are made of the same descriptions.</summary>
public sealed class SchemaTests
{
    // What a look at one object finds; the rest takes the whole experiment, the machine, or the content of a text.
    private static readonly string[] Structural =
    [
        "CTK0101", "CTK0102", "CTK0103", "CTK0104", "CTK0105", "CTK0107", "CTK0108", "CTK0109", "CTK0110", "CTK0111", "CTK0201", "CTK0202", "CTK0203", "CTK0204", "CTK0205", "CTK0206",
        "CTK0209", "CTK0210", "CTK0211", "CTK0212", "CTK0310", "CTK0311", "CTK0312", "CTK0401", "CTK0402", "CTK0403", "CTK0404", "CTK0405", "CTK0503", "CTK0504", "CTK0506", "CTK0507",
    ];

    [Fact]
    public async Task The_schema_is_as_approved()
    {
        await using var engine = DiagnosticSamples.NewEngine();

        Snapshot.Verify(JsonText.Of(ExperimentSchema.Of(engine.Providers, engine.Tolerances), indented: true));
    }

    [Fact]
    public async Task The_schema_accepts_every_conformance_experiment_that_is_valid()
    {
        await using var engine = DiagnosticSamples.NewEngine();
        var check = new SchemaCheck(ExperimentSchema.Of(engine.Providers, engine.Tolerances));
        var accepted = 0;
        foreach (var file in Directory.EnumerateFiles(Repository.At("tests", "conformance", "cases"), "experiment.*", SearchOption.AllDirectories))
        {
            if (DocumentReader.FormatOf(file) is null)
            {
                continue;
            }

            var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
            accepted += await AssertAgreeAsync(engine, check, Path.GetFileName(file), text) ? 1 : 0;
        }

        Assert.True(accepted > 200, $"Only {accepted} experiments are valid.");
    }

    [Fact]
    public async Task The_schema_and_the_validator_agree_on_whatever_stands_in_any_place()
    {
        await using var engine = DiagnosticSamples.NewEngine();
        var check = new SchemaCheck(ExperimentSchema.Of(engine.Providers, engine.Tolerances));
        foreach (var json in MutatedExperiments.Systematic())
        {
            await AssertAgreeAsync(engine, check, "mutated.json", json);
        }
    }

    [Fact]
    public async Task The_schema_and_the_validator_agree_on_mutated_experiments()
    {
        await using var engine = DiagnosticSamples.NewEngine();
        var check = new SchemaCheck(ExperimentSchema.Of(engine.Providers, engine.Tolerances));
        var mutated = new MutatedExperiments(7);
        for (var round = 0; round < 700; round++)
        {
            await AssertAgreeAsync(engine, check, "mutated.json", JsonText.Of(mutated.Next()));
        }
    }

    [Theory]
    [InlineData("3", false)]
    [InlineData("\"x\"", false)]
    [InlineData("null", true)]
    [InlineData("[]", true)]
    [InlineData("[3]", false)]
    [InlineData("[null]", false)]
    [InlineData("{}", false)]
    [InlineData("{\"ref\": \"a\"}", true)]
    [InlineData("{\"ref\": 3}", false)]
    [InlineData("{\"ref\": \"a\", \"background\": 5}", true)]
    [InlineData("[{\"ref\": \"a\"}, {\"provider\": {\"type\": \"process\", \"path\": \"echo\"}}]", true)]
    [InlineData("{\"provider\": {\"type\": \"process\", \"path\": \"echo\"}, \"name\": 5, \"pauses\": 5, \"background\": 5}", true)]
    [InlineData("{\"type\": \"actoin\", \"provider\": {\"type\": \"process\", \"path\": \"echo\"}}", false)]
    [InlineData("{\"provider\": {\"type\": \"process\"}}", false)]
    [InlineData("{\"provider\": {\"type\": \"process\", \"path\": \"echo\"}, \"timeout\": 0}", false)]
    [InlineData("{\"provider\": {\"type\": \"process\", \"path\": \"echo\"}, \"timeout\": \"${t}\"}", true)]
    public async Task The_schema_and_the_validator_agree_on_an_undo(string undo, bool isValid)
    {
        await using var engine = DiagnosticSamples.NewEngine();
        var check = new SchemaCheck(ExperimentSchema.Of(engine.Providers, engine.Tolerances));
        var text = """{"title": "t", "description": "d", "method": [{"type": "action", "name": "a", "provider": {"type": "process", "path": "echo"}, "undo": UNDO}]}""";

        Assert.Equal(isValid, await AssertAgreeAsync(engine, check, "undo.json", text.Replace("UNDO", undo, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_reference_page_has_the_members_of_every_object()
    {
        await using var engine = DiagnosticSamples.NewEngine();
        var path = Repository.At("docs", "reference", "experiment.md");
        var page = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        var renewed = ReferencePage.Renew(page, engine);
        if (Environment.GetEnvironmentVariable("CHAOS_ACCEPT") == "1")
        {
            await File.WriteAllTextAsync(path, renewed, TestContext.Current.CancellationToken);
        }
        else
        {
            Assert.Equal(renewed, page);
        }
    }

    private static async Task<bool> AssertAgreeAsync(Engine engine, SchemaCheck check, string name, string text)
    {
        var found = await DiagnosticSamples.DiagnoseAsync(engine, name, text);
        JsonNode? root;
        try
        {
            root = DocumentReader.Read(new SourceText(name, text), DocumentReader.FormatOf(name) ?? DocumentFormat.Json).Root;
        }
        catch (LoadingException)
        {
            return false;
        }

        var errors = found.Where(one => one.Level == DiagnosticLevel.Error).ToList();
        var objections = check.Check(root);
        if (errors.Count == 0)
        {
            Assert.True(objections.Count == 0, $"The schema refuses what is valid: {string.Join("; ", objections)}\n{text}");
        }

        if (errors.FirstOrDefault(one => Structural.Contains(one.Code)) is { } structural)
        {
            Assert.True(objections.Count > 0, $"The schema accepts what is not valid: {structural}\n{text}");
        }

        return errors.Count == 0;
    }
}
