using System.ComponentModel;
using System.Diagnostics;

namespace ChaosToolkit.Cli.Extensions;

/// <summary>The Python interpreter that extensions written in Python would run in.</summary>
internal static class PythonInterpreter
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The version of the first there is: the setting, <c>$CHAOS_PYTHON</c>, the active virtual environment, <c>python3</c>, <c>python</c>; <see langword="null"/> for none.</summary>
    /// <param name="setting">The setting <c>python.path</c>.</param>
    /// <param name="time">The clock: one that does not answer within 5 s is passed over.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static async Task<string?> FindVersionAsync(string? setting, TimeProvider time, CancellationToken cancellationToken)
    {
        var environment = Environment.GetEnvironmentVariable("VIRTUAL_ENV") is { Length: > 0 } folder ? Path.Combine(folder, "bin", "python") : null;
        foreach (var path in new[] { setting, Environment.GetEnvironmentVariable("CHAOS_PYTHON"), environment, "python3", "python" })
        {
            if (!string.IsNullOrEmpty(path) && await AskAsync(path, time, cancellationToken) is { } version)
            {
                return version;
            }
        }

        return null;
    }

    private static async Task<string?> AskAsync(string path, TimeProvider time, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        Process? process = null;
        try
        {
            process = Process.Start(new ProcessStartInfo(path, ["-c", "import platform; print(platform.python_version())"]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true });
            if (process is null)
            {
                return null;
            }

            process.StandardInput.Close();
            var errors = process.StandardError.ReadToEndAsync(either.Token);
            var version = await process.StandardOutput.ReadToEndAsync(either.Token);
            await errors;
            await process.WaitForExitAsync(either.Token);
            return process.ExitCode == 0 && version.Trim() is { Length: > 0 } answer ? answer : null;
        }
        catch (Exception error) when (error is Win32Exception or IOException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
        finally
        {
            if (process is { HasExited: false })
            {
                process.Kill(entireProcessTree: true);
            }

            process?.Dispose();
        }
    }
}
