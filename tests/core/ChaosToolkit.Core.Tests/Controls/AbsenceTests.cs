using System.Text.Json.Nodes;
using ChaosToolkit.Diagnostics;
using ChaosToolkit.Running;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Controls;

/// <summary>A guard that is not there is told: in the experiment when it is validated, a global one in the run.</summary>
public sealed class AbsenceTests
{
    [Theory]
    [InlineData("{'provider': {'type': 'dotnet', 'module': 'chaos.controls.safegaurds'}}", "no .NET extension has the control 'chaos.controls.safegaurds'. Did you mean 'chaos.controls.safeguards'?")]
    [InlineData("{'provider': {'type': 'dotnet', 'module': 'acme.audit'}}", "no .NET extension has the control 'acme.audit'. Known: ")]
    [InlineData("{'provider': {'type': 'dotnet'}}", "its provider has no 'module'.")]
    [InlineData("{'provider': {'type': 'dotnett', 'module': 'x'}}", "there are no controls of type 'dotnett'. Did you mean 'dotnet'?")]
    [InlineData("{'provider': {'module': 'x'}}", "its provider has no 'type'.")]
    [InlineData("{'scope': 'before'}", "it has no 'provider'.")]
    [InlineData("3", "it is no object with a 'provider'.")]
    public async Task A_global_control_that_is_not_there_is_a_warning_once(string declaration, string reason)
    {
        await using var run = new ScriptedRun();
        run.Engine.Controls.AddGlobals((JsonObject)JsonNode.Parse($"{{'guard': {declaration}}}".Replace('\'', '"'))!, "cf.yaml");

        await run.PlayAsync($"{{'title': 't', 'method': [{ScriptedRun.Activity("a")}]}}");

        Assert.StartsWith($"The control 'guard' of 'cf.yaml' is left out: {reason}", Assert.Single(run.Log.Records, record => record.Level == LogLevel.Warning).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("chaos.controls.safeguards", "{'probes': 3}", "The argument 'probes' must be a list of probes; this is the number 3. Write a list of probes.")]
    [InlineData("chaos.controls.budget", "{'minuts': 5}", "The control 'chaos.controls.budget' has no argument 'minuts'. Did you mean 'minutes'? Known: minutes, activities.")]
    public async Task A_global_control_that_is_told_nonsense_is_a_warning_once(string module, string arguments, string problem)
    {
        await using var run = new ScriptedRun();
        run.Engine.Controls.AddGlobals((JsonObject)JsonNode.Parse($"{{'guard': {{'provider': {{'type': 'dotnet', 'module': '{module}', 'arguments': {arguments}}}}}}}".Replace('\'', '"'))!, "cf.yaml");

        await run.PlayAsync($"{{'title': 't', 'method': [{ScriptedRun.Activity("a")}]}}");

        Assert.Equal($"The control 'guard' of 'cf.yaml' is not as it must be: {problem}", Assert.Single(run.Log.Records, record => record.Level == LogLevel.Warning).Message);
    }

    [Fact]
    public async Task So_is_one_of_an_experiment_that_nobody_validated()
    {
        await using var run = new ScriptedRun();

        await run.PlayAsync($"{{'title': 't', 'controls': [{BuiltIn.Declare("safegaurds")}], 'method': [{ScriptedRun.Activity("a")}]}}");

        Assert.StartsWith("The control 'safegaurds' is left out: no .NET", Assert.Single(run.Log.Records, record => record.Level == LogLevel.Warning).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name": "c", "provider": {"type": "pyton", "module": "x"}}""", "CTK0411", "There are no controls of type 'pyton', so the control 'c' does nothing.")]
    [InlineData("""{"name": "c", "provider": {"type": 3, "module": "x"}}""", "CTK0404", "The 'type' of the provider of the control 'c' is the number 3, not a text, so the control does nothing.")]
    [InlineData("""{"ref": "c66"}""", "CTK0406", "The experiment declares no control 'c66'.")]
    public async Task One_of_an_experiment_is_told_where_it_stands(string control, string code, string message)
    {
        var found = Assert.Single(await DiagnosticSamples.DiagnoseAsync("e.json", $$"""{"title": "t", "description": "d", "controls": [{{control}}], "method": []}"""));

        Assert.Equal((code, message), (found.Code, found.Message));
    }

    [Theory]
    [InlineData("descripton", "description")]
    [InlineData("Title", "title")]
    public async Task A_misspelt_member_beside_the_right_one_is_told(string misspelt, string meant)
    {
        var found = Assert.Single(await DiagnosticSamples.DiagnoseAsync("e.json", $$"""{"title": "t", "description": "d", "{{misspelt}}": "x", "method": []}"""));

        Assert.Equal(("CTK0150", $"Did you mean '{meant}'? It is there as well."), (found.Code, found.Help));
    }
}
