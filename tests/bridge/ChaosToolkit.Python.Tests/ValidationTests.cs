using System.Text.Json.Nodes;

namespace ChaosToolkit.Python.Tests;

public sealed class ValidationTests
{
    private const string Checks = "from os.path import basename\nclass Checker:\n    def __init__(self, host):\n        pass\n    def __call__(self):\n        return True\ndef is_up(host, port=80):\n    return True\ndef needs(configuration, secrets, host):\n    return True\ndef free(**kwargs):\n    return 1\nasync def later(host):\n    return 1\ninstance = Checker('a')\n";

    private static async Task<string> Codes(string module, string func, JsonObject? arguments = null)
    {
        await using var world = new PythonWorld();
        world.Module("checks", Checks);
        world.Module("broken", "raise RuntimeError('at import')\n");
        world.Module("lacking", "import no_such_dependency\n");
        world.Module("leaving", "import sys\nsys.exit(1)\n");
        return string.Join(' ', (await world.Validate(module, func, arguments)).Select(one => one.Code + (one.Pointer.Length > 0 ? one.Pointer : "")));
    }

    [Theory]
    [InlineData("checks", "is_up", """{"host":"a"}""", "")]
    [InlineData("checks", "basename", """{"p":"/a"}""", "")]
    [InlineData("checks", "needs", """{"host":"a"}""", "")]
    [InlineData("checks", "free", """{"anything":1}""", "")]
    [InlineData("checks", "later", """{"host":"a"}""", "")]
    [InlineData("time", "sleep", """{"seconds":1}""", null)]
    [InlineData("no_such", "x", "{}", "CTK0342/provider/module")]
    [InlineData("lacking", "x", "{}", "CTK0343/provider/module")]
    [InlineData("broken", "x", "{}", "CTK0343/provider/module")]
    [InlineData("leaving", "x", "{}", "CTK0343/provider/module")]
    [InlineData("checks", "is_down", """{"host":"a"}""", "CTK0344/provider/func")]
    [InlineData("checks", "Checker", """{"host":"a"}""", "CTK0344/provider/func")]
    [InlineData("checks", "instance", "{}", "CTK0344/provider/func")]
    [InlineData("checks", "is_up", """{"hots":"a","extra":1}""", "CTK0345/provider/arguments CTK0346/provider/arguments/hots CTK0346/provider/arguments/extra")]
    [InlineData("", "x", "{}", "CTK0340/provider/module")]
    public async Task Finds_every_problem_and_its_place(string module, string func, string arguments, string? expected)
    {
        var codes = await Codes(module, func, (JsonObject)JsonNode.Parse(arguments)!);
        Assert.True(expected is null || expected == codes, codes);
    }

    [Fact]
    public async Task Suggests_the_nearest_name()
    {
        await using var world = new PythonWorld();
        world.Module("checks", Checks);
        var function = Assert.Single(await world.Validate("checks", "is_upp", new() { ["host"] = "a" }));
        Assert.StartsWith("Did you mean 'is_up'?", function.Help, StringComparison.Ordinal);
        var argument = (await world.Validate("checks", "is_up", new() { ["host"] = "a", ["prt"] = 1 })).Single();
        Assert.StartsWith("Did you mean 'port'?", argument.Help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Checks_native_functions_without_an_interpreter()
    {
        await using var world = new PythonWorld("/nowhere/python");
        world.AssumeFolder();
        Assert.Equal(["CTK0330", "CTK0331"], (await world.Validate("os.path", "exists", new() { ["pth"] = "." })).Select(one => one.Code).Order());
        Assert.Empty(await world.Validate("os.path", "exists", new() { ["path"] = "." }));
    }
}
