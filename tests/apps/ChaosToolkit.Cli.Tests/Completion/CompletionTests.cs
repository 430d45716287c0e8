using System.Diagnostics;
using ChaosToolkit.Cli.CommandLine;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Cli.Completion;

/// <summary>Each shell's script is made from the commands; bash's is tried in bash.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("pwsh")]
    public void The_script_is_as_approved(string shell) => Snapshot.Verify(CompletionScripts.ByShell[shell](CompletionTree.Of(new ChaosRootCommand())), shell);

    [Theory]
    [InlineData("chaos va", "validate")]
    [InlineData("chaos settings ", "show get set remove")]
    [InlineData("chaos run --fail-fast-", "--fail-fast-ratio")]
    [InlineData("chaos run --dry p", "probes pause")]
    [InlineData("chaos --log-format ", "string json")]
    [InlineData("chaos --log-format json val", "validate")]
    [InlineData("chaos --settings run validate --format sa", "sarif")]
    [InlineData("chaos validate sh", "shop.json")]
    [InlineData("chaos run --journal-path sh", "shop.json")]
    [InlineData("chaos completion f", "fish")]
    [InlineData("chaos proxy ", "serve list inspect create toggle delete toxic")]
    [InlineData("chaos proxy toxic u", "update")]
    [InlineData("chaos validate --format=s", "--format=sarif")]
    [InlineData("chaos validate --format = s", "sarif")]
    [InlineData("chaos validate --format =", "text json sarif github")]
    [InlineData("chaos --log-format = json val", "validate")]
    [InlineData("chaos run --journal-path=sh", "--journal-path=shop.json")]
    public async Task Bash_completes(string line, string expected)
    {
        folder.Write("shop.json", "{}");
        folder.Write("completion.bash", BashCompletion.Write(CompletionTree.Of(new ChaosRootCommand())));
        var words = line.Split(' ');
        var script = $"source ./completion.bash && COMP_WORDS=({string.Join(' ', words.Select(word => $"'{word}'"))}) COMP_CWORD={words.Length - 1} && _chaos && echo \"${{COMPREPLY[*]}}\"";

        var start = new ProcessStartInfo("bash", ["-c", script]) { WorkingDirectory = folder.Path, RedirectStandardOutput = true };
        using var bash = Process.Start(start) ?? throw new InvalidOperationException("bash did not start.");
        var output = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(expected, output.TrimEnd('\n'));
    }

    [Fact]
    public async Task An_unknown_shell_is_a_usage_error()
    {
        var result = await ChaosProcess.RunAsync(folder, "completion", "bsh");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.StartsWith("chaos completion: There is no completion for 'bsh'. Did you mean 'bash'?", result.Errors, StringComparison.Ordinal);
    }
}
