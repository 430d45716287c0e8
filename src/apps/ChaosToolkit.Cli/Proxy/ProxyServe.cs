using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ChaosToolkit.Cli.Proxy;

/// <summary>
/// <c>chaos proxy serve</c>: becomes the program <c>chaos-proxy</c>. That is one of its own because it needs ASP.NET Core, with which every other command would
/// start more slowly.
/// </summary>
internal static partial class ProxyServe
{
    private const string Program = "chaos-proxy";

    /// <summary>Runs the server until it ends.</summary>
    /// <exception cref="ProxyFailure">It is not there.</exception>
    public static async Task<int> RunAsync(IReadOnlyList<string> flags, CancellationToken cancellationToken)
    {
        var program = Find() ?? throw new ProxyFailure($"'{Program}' is neither beside chaos nor on PATH. Install it with: dotnet tool install --global ChaosToolkit.FaultProxy.Server");
        if (!OperatingSystem.IsWindows())
        {
            // The same process: signals and exit status need nobody in between. It returns only when it fails.
            _ = Execute(program, [program, .. flags, null]);
            throw new ProxyFailure($"'{program}' cannot be started: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
        }

        using var process = Process.Start(new ProcessStartInfo(program, flags)) ?? throw new ProxyFailure($"'{program}' did not start.");
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode;
    }

    // Published side by side, or installed as a tool.
    private static string? Find()
    {
        var name = OperatingSystem.IsWindows() ? Program + ".exe" : Program;
        IEnumerable<string> folders =
        [
            AppContext.BaseDirectory,
            Path.Combine(AppContext.BaseDirectory, "..", Program),
            .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        ];
        return folders.Select(folder => Path.GetFullPath(Path.Combine(folder, name))).FirstOrDefault(File.Exists);
    }

    [LibraryImport("libc", EntryPoint = "execv", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Execute(string program, string?[] arguments);
}
