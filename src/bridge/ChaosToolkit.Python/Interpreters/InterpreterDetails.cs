using System.Diagnostics;
using System.Text;

namespace ChaosToolkit.Python.Interpreters;

/// <summary>An interpreter that was asked what it is.</summary>
/// <param name="Executable">The executable itself, not a shim that starts it.</param>
/// <param name="Version">Its version, such as <c>3.11.7</c>.</param>
public sealed record InterpreterDetails(string Executable, string Version)
{
    private const string Marker = "chaos-python";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Asks an interpreter what it is; known answers come from a cache.</summary>
    /// <param name="choice">The interpreter.</param>
    /// <param name="time">Bounds how long it may take to answer: 10 seconds.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ChaosException">It is not there, it is not Python, or it is older than 3.8.</exception>
    public static async Task<InterpreterDetails> AskAsync(InterpreterChoice choice, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!File.Exists(choice.Path))
        {
            throw new ChaosException($"There is no Python interpreter '{choice.Path}' (named by {choice.Source}).");
        }

        var cache = new InterpreterCache(choice.Path);
        var details = cache.Read();
        if (details is null)
        {
            details = await RunAsync(choice, time, cancellationToken).ConfigureAwait(false);
            cache.Write(details);
        }

        return VersionOf(details) >= new Version(3, 8)
            ? details
            : throw new ChaosException($"'{choice.Path}' (named by {choice.Source}) is Python {details.Version}; extensions need Python 3.8 or later.");
    }

    private static Version VersionOf(InterpreterDetails details) => System.Version.TryParse(details.Version, out var version) ? version : new Version(0, 0);

    private static async Task<InterpreterDetails> RunAsync(InterpreterChoice choice, TimeProvider time, CancellationToken cancellationToken)
    {
        // Python 2 understands it as well.
        const string Question = "import sys; sys.stdout.write('" + Marker + "|%s|%s' % (sys.executable, '.'.join(map(str, sys.version_info[:3]))))";
        var start = new ProcessStartInfo(choice.Path) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(Question);
        var answer = new StringBuilder();
        try
        {
            using var process = Process.Start(start)!; // a process that is started anew is never null
            using var limit = new CancellationTokenSource(Patience, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            process.StandardInput.Close();
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            try
            {
                var buffer = new char[4096];
                int read;
                while (answer.Length < buffer.Length && (read = await process.StandardOutput.ReadAsync(buffer, either.Token).ConfigureAwait(false)) > 0)
                {
                    answer.Append(buffer, 0, read);
                }

                if (answer.Length < buffer.Length)
                {
                    await process.WaitForExitAsync(either.Token).ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // It is something that does not end; what it wrote says whether it is Python.
            }
            finally
            {
                if (!process.HasExited)
                {
                    process.Kill(entireProcessTree: true);
                }
            }
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new ChaosException($"'{choice.Path}' (named by {choice.Source}) could not be started: {exception.Message}", exception);
        }

        var parts = answer.ToString().Split('|');
        return parts is [Marker, { Length: > 0 } executable, var version]
            ? new(executable, version)
            : throw new ChaosException($"'{choice.Path}' (named by {choice.Source}) is not a Python interpreter.");
    }
}
