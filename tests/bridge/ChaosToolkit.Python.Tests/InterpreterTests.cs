using System.Text.Json.Nodes;
using ChaosToolkit.Python.Interpreters;

namespace ChaosToolkit.Python.Tests;

public sealed class InterpreterTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("interpreters-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    private string Program(string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    [Fact]
    public void Is_found_in_the_order_option_setting_variable_environment_path()
    {
        var onPath = Program("bin/python", "");
        var inEnvironment = Program("venv/bin/python3", "");
        var variables = new Dictionary<string, string?> { ["PATH"] = Path.GetDirectoryName(onPath) };
        InterpreterChoice? Find(string? option = null, string? setting = null) =>
            InterpreterChoice.Find(option, setting is null ? null : new JsonObject { ["python"] = new JsonObject { ["path"] = setting } }, variables.GetValueOrDefault);

        Assert.Equal(new InterpreterChoice(onPath, "PATH"), Find());
        var python3 = Program("bin/python3", "");
        Assert.Equal(new InterpreterChoice(python3, "PATH"), Find());
        Assert.False(Find()!.IsUsersChoice);
        variables["VIRTUAL_ENV"] = Path.Combine(folder.FullName, "venv");
        Assert.Equal(new InterpreterChoice(inEnvironment, "$VIRTUAL_ENV"), Find());
        variables["CHAOS_PYTHON"] = "/opt/a";
        Assert.Equal(new InterpreterChoice("/opt/a", "$CHAOS_PYTHON"), Find());
        Assert.Equal(new InterpreterChoice("/opt/b", "python.path in the settings"), Find(setting: "/opt/b"));
        Assert.Equal(new InterpreterChoice(python3, "--python"), Find("python3", "/opt/b"));
        Assert.True(Find("python3")!.IsUsersChoice);
        variables.Clear();
        Assert.Null(Find());
    }

    [Fact]
    public async Task Says_what_it_is()
    {
        await using var world = new PythonWorld();
        var details = await world.Interpreter.DescribeAsync(Token);
        Assert.Matches(@"^3\.\d+\.\d+$", details!.Version);
        Assert.True(File.Exists(details.Executable));
        Assert.Equal(details, await world.Interpreter.DescribeAsync(Token));
        Assert.False(world.Interpreter.IsRunning);
    }

    [Theory]
    [InlineData("#!/bin/sh\nexit 0\n", "is not a Python interpreter")]
    [InlineData("#!/bin/sh\nexec cat \"$0\"\n", "is not a Python interpreter")]
    [InlineData("#!/bin/sh\nexec yes\n", "is not a Python interpreter")]
    [InlineData("no program at all", "could not be started")]
    [InlineData("#!/bin/sh\nprintf 'chaos-python|%s|2.7.18' \"$0\"\n", "is Python 2.7.18; extensions need Python 3.8 or later")]
    public async Task What_is_no_usable_Python_is_said_so(string text, string message)
    {
        await using var world = new PythonWorld(Program("python", text));
        var exception = await Assert.ThrowsAsync<ChaosException>(() => world.Call("platform", "node"));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.Contains("--python", exception.Message, StringComparison.Ordinal);
        var found = Assert.Single(await Validated(world));
        Assert.Equal("CTK0347", found.Code);
        Assert.Contains("'step'", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_is_not_there_is_said_so_with_the_activity_that_needs_it()
    {
        await using var world = new PythonWorld("/nowhere/python3");
        var found = Assert.Single(await Validated(world));
        Assert.Contains("The activity 'step' calls Python code. There is no Python interpreter '/nowhere/python3' (named by --python).", found.Message, StringComparison.Ordinal);
    }

    private static async Task<List<Diagnostics.Diagnostic>> Validated(PythonWorld world)
    {
        world.AssumeFolder();
        return await world.Validate("platform", "node");
    }
}
