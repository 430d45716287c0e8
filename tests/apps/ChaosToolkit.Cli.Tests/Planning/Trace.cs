using System.Text.RegularExpressions;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Cli.Planning;

/// <summary>What the command did to the world, as the kernel saw it: connections, processes, files that were opened to be written.</summary>
internal static partial class Trace
{
    /// <summary>Skips the test where there is no strace; in CI that is a failure.</summary>
    public static void Require()
    {
        Needs.Linux("strace is a program of Linux.");
        Needs.Program("strace");
    }

    /// <summary>Runs the command and gives the calls that change something, without what differs from one process to the next.</summary>
    public static async Task<(int ExitCode, IReadOnlySet<string> Calls)> RunAsync(TemporaryFolder folder, params string[] args)
    {
        using var elsewhere = new TemporaryFolder();
        var trace = elsewhere.At("trace");
        using var command = ChaosCommand.StartProgram(
            folder, new Dictionary<string, string>(), "strace", ["-f", "-e", "trace=network,process,file", "-s", "200", "-o", trace, ChaosCommand.FileOf("chaos"), .. args]);
        var result = await command.EndAsync();

        // The first call is that of strace, which becomes the command.
        var calls = (await File.ReadAllLinesAsync(trace, TestContext.Current.CancellationToken)).Skip(1);
        return (result.ExitCode, calls.Select(line => Pid().Replace(line, "")).Where(IsChange).Select(Comparable).ToHashSet(StringComparer.Ordinal));
    }

    private static bool IsChange(string call) =>
        Network().IsMatch(call) || FileChange().IsMatch(call)
        || (Birth().IsMatch(call) && !call.Contains("CLONE_THREAD", StringComparison.Ordinal))
        || (call.StartsWith("open", StringComparison.Ordinal) && Writing().IsMatch(call));

    // The runtime's own files and sockets carry the process's number.
    private static string Comparable(string call) => Number().Replace(Result().Replace(call, ""), "N");

    [GeneratedRegex(@"^\d+ +")]
    private static partial Regex Pid();

    [GeneratedRegex(@"^(socket|socketpair|connect|bind|listen|accept4?|sendto|sendmsg|sendmmsg)\(")]
    private static partial Regex Network();

    [GeneratedRegex(@"^(execve|execveat|fork|vfork|clone|clone3)\(")]
    private static partial Regex Birth();

    [GeneratedRegex(@"^(creat|mkdir|mknod|unlink|rmdir|rename|link|symlink|chmod|fchmodat|chown|lchown|fchownat|truncate|utime|mount|setxattr|removexattr)[a-z0-9]*\(")]
    private static partial Regex FileChange();

    [GeneratedRegex("O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND|O_TMPFILE")]
    private static partial Regex Writing();

    [GeneratedRegex(@"( <unfinished|\) += ).*$")]
    private static partial Regex Result();

    [GeneratedRegex(@"(?<=/dev/shm/sem\.clr)\w+|\d+")]
    private static partial Regex Number();
}
