using System.Text.Json.Nodes;
using ChaosToolkit.Diagnostics;
using ChaosToolkit.Values;

namespace ChaosToolkit.Cli.Validation;

/// <summary>Reports as a SARIF 2.1.0 log, which code scanning services read.</summary>
internal static class SarifReport
{
    public static string Write(IReadOnlyList<SourceReport> reports)
    {
        var all = reports.SelectMany(report => report.Shown.Diagnostics.Select(diagnostic => (report.Source, Diagnostic: diagnostic))).ToList();
        var codes = all.Select(one => one.Diagnostic.Code).Distinct().Order(StringComparer.Ordinal).ToList();
        var run = new JsonObject
        {
            ["tool"] = new JsonObject
            {
                ["driver"] = new JsonObject
                {
                    ["name"] = "chaos",
                    ["semanticVersion"] = ToolVersion.Text,
                    ["rules"] = new JsonArray([.. codes.Select(Rule)]),
                },
            },
            ["columnKind"] = "utf16CodeUnits",
            ["results"] = new JsonArray([.. all.Select(one => Result(one.Source, one.Diagnostic, codes.IndexOf(one.Diagnostic.Code)))]),
        };
        var notes = reports.Where(report => report.Shown.More > 0).Select(report => new JsonObject
        {
            ["level"] = report.Shown.MoreErrors > 0 ? "error" : "warning",
            ["message"] = new JsonObject { ["text"] = $"{report.Source}: {report.Shown.Words}" },
        }).ToArray();
        if (notes.Length > 0)
        {
            run["invocations"] = new JsonArray(new JsonObject { ["executionSuccessful"] = true, ["toolExecutionNotifications"] = new JsonArray(notes) });
        }

        var log = new JsonObject { ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json", ["version"] = "2.1.0", ["runs"] = new JsonArray(run) };
        return JsonText.Of(log, indented: true) + "\n";
    }

    private static JsonObject Rule(string code)
    {
        var rule = new JsonObject { ["id"] = code };
        if (RuleTexts.ByCode.TryGetValue(code, out var text))
        {
            rule["shortDescription"] = new JsonObject { ["text"] = text.Meaning };
            rule["fullDescription"] = new JsonObject { ["text"] = $"{text.Area}: {text.Meaning}" };
            rule["help"] = new JsonObject { ["text"] = $"{text.Meaning} Each result says what to do about it; the page 'Errors and warnings' of the reference has all codes." };
            rule["defaultConfiguration"] = new JsonObject { ["level"] = text.Level };
        }

        return rule;
    }

    private static JsonObject Result(string source, Diagnostic diagnostic, int rule)
    {
        var place = new JsonObject { ["artifactLocation"] = new JsonObject { ["uri"] = UriOf(diagnostic.Span?.Source.Name ?? source) } };
        if (diagnostic.Span?.Range is { } range)
        {
            place["region"] = new JsonObject
            {
                ["startLine"] = range.StartLine,
                ["startColumn"] = range.StartColumn,
                ["endLine"] = range.EndLine,
                ["endColumn"] = range.EndColumn,
            };
        }

        var location = new JsonObject { ["physicalLocation"] = place };
        if (diagnostic.Pointer.Length > 0)
        {
            location["logicalLocations"] = new JsonArray(new JsonObject { ["fullyQualifiedName"] = diagnostic.Pointer });
        }

        return new JsonObject
        {
            ["ruleId"] = diagnostic.Code,
            ["ruleIndex"] = rule,
            ["level"] = JsonReport.NameOf(diagnostic.Level),
            ["message"] = new JsonObject { ["text"] = diagnostic.Help is { } help ? $"{diagnostic.Message} {help}" : diagnostic.Message },
            ["locations"] = new JsonArray(location),
        };
    }

    // A reference as RFC 3986 has it: a URL as it is, a path with its segments escaped.
    private static string UriOf(string name)
    {
        if (name.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || name.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            return name;
        }

        var path = string.Join('/', name.Split('/', Path.DirectorySeparatorChar).Select(Uri.EscapeDataString));
        return Path.IsPathRooted(name) ? $"file://{(path.StartsWith('/') ? "" : "/")}{path}" : path;
    }
}
