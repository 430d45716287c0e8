using ChaosToolkit.Testing;
namespace ChaosToolkit.Cli.Commands;

public sealed class SettingsCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Sets_and_gets_a_value_in_the_home_folder()
    {
        folder.Write(".chaostoolkit/settings.yaml", "zone: eu-1\nhooks:\n- url: http://a\n");
        var set = await ChaosProcess.RunAsync(folder, "settings", "set", "hooks[0].url", "\"http://b\"");
        Assert.Equal(ExitCode.Success, set.ExitCode);
        var get = await ChaosProcess.RunAsync(folder, "settings", "get", "--format=string", "hooks[0].url");
        Assert.Equal("http://b\n", get.Output);
    }

    [Fact]
    public async Task Says_on_standard_error_that_a_setting_is_not_there()
    {
        folder.Write("s.yaml", "zone: eu-1\n");
        var result = await ChaosProcess.RunAsync(folder, "--settings", "s.yaml", "settings", "get", "region");
        Assert.Equal(new ChaosResult(ExitCode.Failure, "", "There is no setting 'region' in 's.yaml'.\n"), result);
    }

    [Fact]
    public async Task An_unreadable_settings_file_is_one_ERROR_and_no_stack_trace_but_in_the_log_file()
    {
        folder.Write("s.yaml", "- a list\n");
        var result = await ChaosProcess.RunAsync(folder, "--settings", "s.yaml", "settings", "show");
        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Matches(@"^\[[-\d]+ [:\d]+ ERROR\] The settings file 's\.yaml' [^\n]+\n$", result.Errors);
        Assert.Contains("\n    ChaosToolkit.LoadingException: ", folder.Read("chaostoolkit.log"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changing_the_folder_moves_the_settings_but_not_the_log_file()
    {
        folder.Write("ops/s.yaml", "zone: eu-1\n");
        var result = await ChaosProcess.RunAsync(folder, "--change-dir", "ops", "--settings", "s.yaml", "settings", "get", "--format", "string", "zone");
        Assert.Equal("eu-1\n", result.Output);
        Assert.Contains("WARNING] Moving to ops", result.Errors, StringComparison.Ordinal);
        Assert.True(File.Exists(folder.At("chaostoolkit.log")));
        Assert.False(File.Exists(folder.At("ops/chaostoolkit.log")));
    }

    [Fact]
    public async Task Without_a_log_file_none_is_made()
    {
        folder.Write("s.yaml", "zone: eu-1\n");
        await ChaosProcess.RunAsync(folder, "--no-log-file", "--settings", "s.yaml", "settings", "show");
        Assert.False(File.Exists(folder.At("chaostoolkit.log")));
    }
}
