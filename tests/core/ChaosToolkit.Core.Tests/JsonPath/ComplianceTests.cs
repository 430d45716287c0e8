using System.Text.Json.Nodes;
using ChaosToolkit.JsonPath;

namespace ChaosToolkit.Tests.JsonPath;

public sealed class ComplianceTests
{
    [Fact]
    public void Passes_the_compliance_suite_of_rfc_9535()
    {
        var suite = JsonNode.Parse(File.ReadAllText(SharedFolder.Require("jsonpath/cts.json")))!["tests"]!.AsArray();

        var failures = suite.Select(FailureOf).Where(failure => failure is not null).ToList();

        Assert.True(failures.Count == 0, $"{failures.Count} of {suite.Count} cases fail:\n{string.Join("\n", failures)}");
        Assert.True(suite.Count > 600, $"The suite has only {suite.Count} cases.");
    }

    private static string? FailureOf(JsonNode? test)
    {
        var (name, selector) = ((string)test!["name"]!, (string)test["selector"]!);
        if (!JsonPathQuery.TryParse(selector, JsonPathDialect.Rfc9535, out var query, out var error))
        {
            return test["invalid_selector"] is null ? $"{name}: {error.Message}" : null;
        }

        if (test["invalid_selector"] is not null)
        {
            return $"{name}: {selector} is not valid but was read.";
        }

        var found = new JsonArray([.. query.Select(test["document"]).Select(node => node?.DeepClone())]);
        var allowed = test["results"]?.AsArray() ?? [test["result"]?.DeepClone()];
        return allowed.Any(result => JsonNode.DeepEquals(result, found)) ? null : $"{name}: {selector} gave {found.ToJsonString()}, not {test["result"]?.ToJsonString()}";
    }
}
