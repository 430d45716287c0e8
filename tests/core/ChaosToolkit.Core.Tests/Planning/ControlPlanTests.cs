namespace ChaosToolkit.Planning;

public sealed class ControlPlanTests
{
    [Fact]
    public void Each_control_says_what_it_is_called_around_and_guards_are_known_by_their_module()
    {
        var plan = Plans.Of(
            """
            {
              "title": "t", "description": "d", "configuration": {"who": "me"},
              "controls": [
                {"name": "safe", "provider": {"type": "python", "module": "chaosaddons.controls.safeguards", "arguments": {"by": "${who}"}}},
                {"name": "narrow", "automatic": false, "scope": "after", "provider": {"type": "python", "module": "acme.safeguarding"}}
              ],
              "method": [
                {"type": "probe", "name": "p", "provider": {"type": "process", "path": "true"}, "controls": [{"ref": "narrow"}]},
                {"type": "probe", "name": "q", "provider": {"type": "process", "path": "true"}}
              ]
            }
            """,
            controls: """{"everywhere": {"provider": {"type": "dotnet", "module": "chaos.controls.budget"}}}""");
        var controls = plan.ToJson()["plan"]!["controls"]!.AsArray();
        Assert.Equal(
            [
                "everywhere guard: loading experiment method rollbacks activities",
                "safe guard: experiment method rollbacks activities",
                "narrow: experiment activity p",
            ],
            controls.Select(one => $"{one!["name"]}{((bool)one["guard"]! ? " guard" : "")}: {string.Join(' ', one["around"]!.AsArray().Select(around => (string?)around))}"));
        Assert.Equal("me", (string?)controls[1]!["arguments"]![0]!["value"]);
        Assert.Equal(["safe", "everywhere", "narrow"], plan.Activity("method", 0)["controls"]!.AsArray().Select(one => (string?)one));
        Assert.Contains("guards      everywhere, safe\n", plan.ToText(), StringComparison.Ordinal);
    }
}
