using System.Runtime.CompilerServices;

namespace ChaosToolkit.Cli;

/// <summary>Where the command starts.</summary>
internal static class Program
{
    // People and scripts ask for the version to see whether the command is there: nothing is loaded for it but the runtime and its console.
    public static Task<int> Main(string[] args) =>
        args is ["--version"] or ["--no-version-check", "--version"] ? PrintVersion() : RunAsync(args);

    private static Task<int> PrintVersion()
    {
        try
        {
            using var output = Console.OpenStandardOutput();
            output.Write([.. "chaos, version "u8, .. ToolVersion.Utf8Text, (byte)'\n']);
            return Task.FromResult(ExitCode.Success);
        }
        catch (IOException)
        {
            return Task.FromResult(ExitCode.Failure);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Task<int> RunAsync(string[] args) => new Application(TimeProvider.System).RunAsync(args, CancellationToken.None);
}
