using System.Text.Json.Nodes;
using ChaosToolkit.Running;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Planning;

public sealed class ReferencePageTests
{
    [Fact]
    public async Task Each_member_of_a_plan_stands_on_its_page()
    {
        var page = await File.ReadAllTextAsync(Repository.At("docs", "reference", "plan.md"), TestContext.Current.CancellationToken);
        var plan = Plans.Of(
            """
            {
              "title": "t", "description": "d", "configuration": {"who": {"type": "env", "key": "UNSET"}}, "secrets": {"s": {"t": "u"}},
              "controls": [{"name": "c", "provider": {"type": "python", "module": "m", "arguments": {"a": 1}}}],
              "steady-state-hypothesis": {"title": "h", "probes": [{"type": "probe", "name": "p", "tolerance": 0, "provider": {"type": "process", "path": "true"}}]},
              "method": [{
                "type": "action", "name": "a", "background": true, "timeout": 1, "expect-status": 3, "pauses": {"before": 1, "after": 1}, "undo": {"ref": "p"},
                "provider": {"type": "process", "path": "${who}${t}", "secrets": ["s"]}, "effect": {"provider": {"type": "process", "path": "true"}, "tolerance": 0}
              }]
            }
            """,
            new RunOptions { HypothesisStrategy = HypothesisStrategy.Continuously });
        var dry = Plans.Of("""{"title": "t", "description": "d", "method": [{"type": "action", "name": "a", "provider": {"type": "process", "path": "true"}}]}""", new RunOptions { Dry = DryMode.Actions });
        var probed = await Plans.ProbeAsync("""{"title": "t", "description": "d", "method": [{"type": "action", "name": "a", "provider": {"type": "dotnet", "module": "ChaosToolkit.Extensions.TestFunctions", "func": "careless"}}]}""");
        var names = new HashSet<string>();
        Collect(plan.ToJson(), names);
        Collect(dry.ToJson(), names);
        Collect(probed.ToJson(), names);
        Assert.True(names.Count > 40, "The plan has lost its members.");
        Assert.DoesNotContain(names, IsMissing);
        Assert.DoesNotContain(Enum.GetValues<OriginKind>().Select(kind => Extensions.ExtensionNames.Snake(kind.ToString())), IsMissing);

        bool IsMissing(string name) => !page.Contains($"`{name}`", StringComparison.Ordinal);
    }

    private static void Collect(JsonNode? node, HashSet<string> names)
    {
        foreach (var (name, member) in node as JsonObject ?? [])
        {
            names.Add(name);
            Collect(member, names);
        }

        foreach (var item in node as JsonArray ?? [])
        {
            Collect(item, names);
        }
    }
}
