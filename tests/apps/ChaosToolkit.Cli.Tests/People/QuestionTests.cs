using System.Text.Json.Nodes;
using ChaosToolkit.Cli.Terminal;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Cli.People;

/// <summary>Controls that ask: the real command in a pseudo terminal, and without one.</summary>
public sealed class QuestionTests : IDisposable
{
    private const string Question = "Play the action 'a'?";

    private readonly TemporaryFolder folder = new();

    public QuestionTests() => folder.Write(
        "e.json",
        """
        {"title": "t", "description": "d", "method": [
          {"type": "action", "name": "a", "provider": {"type": "process", "path": "touch", "arguments": "done"},
           "controls": [{"name": "ask", "provider": {"type": "dotnet", "module": "chaos.controls.confirm"}}]}],
         "controls": [{"name": "ready", "provider": {"type": "dotnet", "module": "chaos.controls.prompt", "arguments": {"message": "Ready?"}}}]}
        """);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("y", "yes")]
    [InlineData("x\r", "no")]
    public async Task A_person_at_the_terminal_answers_and_the_journal_says_who(string keys, string answer)
    {
        var result = await PlayAsync(("Ready?", " "), (Question, keys));

        Assert.Equal(ExitCode.Success, result.ExitCode);
        Assert.Equal(answer == "yes", File.Exists(folder.At("done")));
        Assert.Equal([("ready", "continued", Environment.UserName), ("ask", answer, Environment.UserName)], Answers());

        // The rows that are written over leave the questions as they are.
        var rows = VirtualScreen.Of(result.Output, 200).Rows;
        Assert.Contains("Ready?", rows);
        Assert.Contains($"{Question} [y/N] {answer}", rows);
    }

    [Fact]
    public async Task Ctrl_c_ends_the_wait_and_the_run()
    {
        var result = await PlayAsync(("Ready?", " "), (Question, "\u0003"));

        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.False(File.Exists(folder.At("done")));
        Assert.Equal("interrupted", (string?)Journal()["status"]);
    }

    [Theory]
    [InlineData("--yes", "continued", "yes")]
    [InlineData("--no-input", "not asked", "no")]
    public async Task An_option_answers_in_a_persons_place(string option, string prompt, string confirmation)
    {
        var result = await ChaosProcess.RunAsync(folder, "run", option, "e.json");

        Assert.Equal(ExitCode.Success, result.ExitCode);
        Assert.Equal([("ready", prompt, option), ("ask", confirmation, option)], Answers());
        Assert.Equal(confirmation == "yes", File.Exists(folder.At("done")));
    }

    [Fact]
    public async Task With_a_closed_input_the_run_ends_before_anything_is_done()
    {
        var result = await ChaosProcess.RunAsync(folder, "run", "e.json");

        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Contains("give --yes or --no-input", result.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.At("done")));
    }

    [Fact]
    public async Task Two_options_that_answer_differently_are_refused()
    {
        var result = await ChaosProcess.RunAsync(folder, "run", "--yes", "--no-input", "e.json");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
    }

    private JsonNode Journal() => JsonNode.Parse(folder.Read("journal.json"))!;

    private IEnumerable<(string?, string?, string?)> Answers() =>
        Journal()["controls"]!.AsArray().Select(told => ((string?)told!["control"], (string?)told["answer"], (string?)told["by"]));

    private Task<ChaosResult> PlayAsync(params IReadOnlyList<(string Await, string Press)> steps) => TerminalProcess.RunAsync(
        folder, new Dictionary<string, string?>(), [.. steps.Select(step => (step.Await, TerminalProcess.Press(step.Press)))], "run", "e.json");
}
