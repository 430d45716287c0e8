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
        File.Copy(ChaosProcess.FileOf("chaos.dll"), folder.At(".chaostoolkit/extensions/chaos/chaos.dll"));
        Directory.CreateDirectory(folder.At(".chaostoolkit/extensions/empty"));
        var result = await ChaosProcess.RunAsync(folder, "info", "extensions");
        var lines = result.Output.TrimEnd('\n').Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.Matches(@"^chaos {35}\d+\.\d+\.\d+", lines[1]);
    }
}
