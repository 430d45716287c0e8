using ChaosToolkit.Testing;
namespace ChaosToolkit.Cli.Commands;

public sealed class InfoCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Core_prints_each_part_and_its_version()
    {
        var result = await ChaosProcess.RunAsync(folder, "info", "core");
        var lines = result.Output.TrimEnd('\n').Split('\n');
        Assert.Equal(["NAME", "CLI", "Core library", "Python interpreter", ".NET runtime", "Extensions"], lines.Select(line => line[..20].TrimEnd()));
        Assert.Equal("VERSION", lines[0][20..]);
        Assert.Equal(ExitCode.Success, result.ExitCode);
    }

    [Fact]
    public async Task Extensions_prints_those_in_the_home_folder()
    {
        Directory.CreateDirectory(folder.At(".chaostoolkit/extensions/chaos"));
        File.Copy(ChaosCommand.FileOf("chaos.dll"), folder.At(".chaostoolkit/extensions/chaos/chaos.dll"));
        Directory.CreateDirectory(folder.At(".chaostoolkit/extensions/empty"));
        var result = await ChaosProcess.RunAsync(folder, "info", "extensions");
        var lines = result.Output.TrimEnd('\n').Split('\n');
        Assert.Equal(["NAME", "chaos", ""], lines.Take(3).Select(line => line.Split(' ')[0]));
        Assert.Matches(@"^chaos {35}\d+\.\d+\.\d+", lines[1]);
    }

    [Fact]
    public async Task Extensions_says_what_serves_which_Python_module()
    {
        folder.Write("site/chaostoolkit_tides-1.2.dist-info/METADATA", "Metadata-Version: 2.1\nName: chaostoolkit-tides\nVersion: 1.2\nSummary: Tides\nLicense: MIT\n");
        folder.Write("site/chaostoolkit_tides-1.2.dist-info/top_level.txt", "chaostides\n");
        folder.Write("site/chaostoolkit_tides-1.2.dist-info/entry_points.txt", "[chaostoolkit.cli_plugins]\ntide = chaostides:tide\n");
        var result = await ChaosProcess.RunAsync(folder, new Dictionary<string, string> { ["PYTHONPATH"] = folder.At("site") }, "info", "extensions");
        Assert.Contains("chaostoolkit-tides                      1.2       MIT                           Tides\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("os.path                                 built in, while no interpreter runs: exists, isfile, isdir, getsize\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("chaostides                              Python, chaostoolkit-tides 1.2\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("The command-line plugin 'tide' is of the original's command and is not run.\n", result.Output, StringComparison.Ordinal);
    }
}
