using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ChaosToolkit.Cli;

/// <summary>Where the command starts.</summary>
internal static partial class Program
{
    // People and scripts ask for the version to see whether the command is there: nothing is loaded for it but the core library, not even the console.
    public static int Main(string[] args) =>
        args switch
        {
            ["--version"] or ["--no-version-check", "--version"] => PrintVersion(),
            [Recovery.Watchdog.Command, var folder] => Watch(folder),
            _ => Run(args),
        };

    // Most watchdogs never do more than wait: all else is loaded when there is something to do.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Watch(string folder) => Recovery.Watchdog.RunnerSaysGoodbye()
        ? ExitCode.Success
        : Run(["--log-file", Path.Combine(folder, "watchdog.log"), Recovery.Watchdog.Command, folder]);

    private static int PrintVersion()
    {
        ReadOnlySpan<byte> line = [.. "chaos, version "u8, .. ToolVersion.Utf8Text, (byte)'\n'];
        if (OperatingSystem.IsWindows())
        {
            Print(line);
            return ExitCode.Success;
        }

        return Write(1, line, line.Length) == line.Length ? ExitCode.Success : ExitCode.Failure;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Print(ReadOnlySpan<byte> line)
    {
        using var output = Console.OpenStandardOutput();
        output.Write(line);
    }

    // A FileStream would not do: it writes at an offset of its own and leaves that of a file which is shared with other programs where it was.
    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint Write(int handle, ReadOnlySpan<byte> bytes, nint length);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Run(string[] args) => new Application(TimeProvider.System).RunAsync(args, CancellationToken.None).GetAwaiter().GetResult();
}
