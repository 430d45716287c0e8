using System.ComponentModel;
using System.Diagnostics;
using ChaosToolkit.BlackBox;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Node;

public sealed class NodeClientTests
{
    [Fact]
    public async Task Toxiproxys_client_for_node_drives_ours()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in new[] { "package.json", "package-lock.json", "drive.js" })
        {
            File.Copy(Path.Combine(AppContext.BaseDirectory, "Node", file), Path.Combine(folder.Path, file));
        }

        var (installed, said) = await RunAsync("npm", ["ci", "--no-audit", "--no-fund"], folder.Path);
        Needs.That(installed == 0, $"npm, or its registry, is not to be had: {said}");

        await using var process = await ProxyProcess.StartAsync();
        using var echo = TestServer.Echo();
        var (exit, output) = await RunAsync("node", ["drive.js", process.Address.ToString().TrimEnd('/'), echo.Address], folder.Path);
        Assert.True(exit == 0, output);
    }

    private static async Task<(int Exit, string Output)> RunAsync(string program, string[] arguments, string folder)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!; // a program always
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            return (process.ExitCode, await output + await errors);
        }
        catch (Win32Exception error)
        {
            return (-1, error.Message);
        }
    }
}
