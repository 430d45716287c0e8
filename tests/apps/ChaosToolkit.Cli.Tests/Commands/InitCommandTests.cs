using ChaosToolkit.Testing;

namespace ChaosToolkit.Cli.Commands;

public sealed class InitCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_end_of_the_input_leaves_nothing_behind()
    {
        var result = await ChaosProcess.RunAsync(folder, "--no-log-file", "init");
        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Contains("ERROR] The input ended before all questions were answered: nothing was written.", result.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("absent.json", null, "absent.json")]
    [InlineData("found.json", "{", "found.json")]
    [InlineData("found.json", "[]", "'found.json' is no discovery document")]
    public async Task A_discovery_document_that_cannot_be_used_ends_it_before_the_first_question(string path, string? content, string expected)
    {
        if (content is not null)
        {
            folder.Write(path, content);
        }

        var result = await ChaosProcess.RunAsync(folder, "init", "--discovery-path", path);
        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Contains(expected, result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Title", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("absent/experiment.json")]
    [InlineData("folder.json")]
    public async Task A_path_that_cannot_be_written_to_ends_it_before_the_first_question(string path)
    {
        Directory.CreateDirectory(folder.At("folder.json"));
        var result = await ChaosProcess.RunAsync(folder, "init", "--experiment-path", path);
        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Contains($"'{path}'", result.Errors, StringComparison.Ordinal);
        Assert.Contains("with --experiment-path.", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Title", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_experiment_is_json_or_yaml()
    {
        var result = await ChaosProcess.RunAsync(folder, "init", "--experiment-path", "experiment.txt");
        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.StartsWith("chaos init: --experiment-path must end in .json or .yaml, 'experiment.txt' does not.", result.Errors, StringComparison.Ordinal);
    }
}
