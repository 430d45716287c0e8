using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Python.Interpreters;

/// <summary>One process of the interpreter and the connection to it. Standard input, output and error are those of this process.</summary>
internal sealed class InterpreterProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(30);

    /// <summary>How long a cancelled call, or the whole process, may take to end by itself.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly Process process;
    private readonly Connection connection;
    private readonly TimeProvider time;
    private string? killedBecause;

    private InterpreterProcess(Process process, Socket socket, TimeProvider time, Action<JsonElement> onNotice)
    {
        this.process = process;
        this.time = time;
        connection = new Connection(socket, onNotice, OnEnd);
    }

    /// <summary>Whether it has ended, however.</summary>
    internal bool HasEnded { get; private set; }

    /// <summary>The connection to it.</summary>
    internal Connection Connection => connection;

    /// <summary>Starts an interpreter and waits until it has connected.</summary>
    /// <exception cref="ChaosException">It did not start.</exception>
    internal static async Task<InterpreterProcess> StartAsync(InterpreterDetails details, TimeProvider time, ILogger log, Action<JsonElement> onNotice, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new ChaosException("Python extensions need Linux or macOS; on Windows, run chaos in the Windows Subsystem for Linux.");
        }

        var folder = PrivateFolder();
        var path = Path.Join(folder, "s");
        Process? process = null;
        try
        {
            using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            listener.Bind(new UnixDomainSocketEndPoint(path));
            listener.Listen(1);
            var start = new ProcessStartInfo(details.Executable);
            start.ArgumentList.Add(Path.Join(AppContext.BaseDirectory, "python", "start.py"));
            start.ArgumentList.Add(path);
            process = Process.Start(start)!; // a process that is started anew is never null
            var socket = await ConnectedAsync(listener, process, details, time, cancellationToken).ConfigureAwait(false);
            var session = new InterpreterProcess(process, socket, time, onNotice);
            process = null;
            session.connection.Tell((writer, _) =>
            {
                writer.WriteStartObject();
                writer.WriteStartObject("start");
                writer.WriteNumber("log_level", log.IsEnabled(LogLevel.Debug) ? 10 : 20);
                writer.WriteEndObject();
                writer.WriteEndObject();
            });
            return session;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new ChaosException($"The Python interpreter '{details.Executable}' could not be started: {exception.Message}", exception);
        }
        finally
        {
            if (process is not null)
            {
                process.Kill();
                process.Dispose();
            }

            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Begins to listen to it.</summary>
    internal void Listen() => connection.Listen();

    /// <summary>Asks and waits for the answer. When cancelled, the code is interrupted; when that does not end it in time, the process is.</summary>
    /// <param name="operation">What is asked.</param>
    /// <param name="inBackground">Whether the main thread is to be kept free.</param>
    /// <param name="write">Writes the rest of the request.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    internal async Task<JsonElement> AskAsync(string operation, bool inBackground, Action<Request> write, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (number, answer) = connection.Ask(operation, inBackground, write);
        if (!cancellationToken.CanBeCanceled)
        {
            return await answer.ConfigureAwait(false);
        }

        var cancelled = new TaskCompletionSource();
        using (cancellationToken.UnsafeRegister(static state => ((TaskCompletionSource)state!).TrySetResult(), cancelled)) // it is what was passed
        {
            if (await Task.WhenAny(answer, cancelled.Task).ConfigureAwait(false) == answer && !cancellationToken.IsCancellationRequested)
            {
                return await answer.ConfigureAwait(false);
            }
        }

        await StopAsync(number, answer).ConfigureAwait(false);
        throw new OperationCanceledException(cancellationToken);
    }

    /// <summary>Ends the interpreter: it is told, and given a moment.</summary>
    public async ValueTask DisposeAsync()
    {
        connection.Close();
        using var limit = new CancellationTokenSource(Grace, time);
        try
        {
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Kill("the run is over");
        }

        connection.Dispose();
        process.Dispose();
    }

    private async Task StopAsync(int number, Task<JsonElement> answer)
    {
        connection.Tell((writer, _) =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("cancel", number);
            writer.WriteEndObject();
        });
        try
        {
            await answer.WaitAsync(Grace, time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Kill("a function did not stop when it was told to");
            await answer.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is ChaosException or OperationCanceledException)
        {
            // It ended, which is all that was wanted.
        }
    }

    private void Kill(string why)
    {
        killedBecause = why;
        if (!process.HasExited)
        {
            process.Kill();
        }
    }

    private void OnEnd()
    {
        HasEnded = true;
        string how;
        try
        {
            how = killedBecause is not null ? $"was ended, for {killedBecause}"
                : !process.WaitForExit(Grace) ? "closed its connection"
                : process.ExitCode > 128 ? $"was ended by signal {process.ExitCode - 128}"
                : $"ended with exit code {process.ExitCode}";
        }
        catch (InvalidOperationException)
        {
            how = "ended";
        }

        connection.End(new InterpreterEndedException($"The Python interpreter {how}."));
    }

    private static async Task<Socket> ConnectedAsync(Socket listener, Process process, InterpreterDetails details, TimeProvider time, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(StartPatience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var accepted = listener.AcceptAsync(either.Token).AsTask();
        var exited = process.WaitForExitAsync(either.Token);
        if (await Task.WhenAny(accepted, exited).ConfigureAwait(false) == accepted || accepted.IsCompletedSuccessfully)
        {
            try
            {
                return await accepted.ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new ChaosException($"The Python interpreter '{details.Executable}' did not start within {StartPatience.TotalSeconds} seconds.");
            }
        }

        await either.CancelAsync().ConfigureAwait(false);
        await accepted.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        throw new ChaosException($"The Python interpreter '{details.Executable}' ended with exit code {process.ExitCode} before it was ready; what it wrote above says why.");
    }

    // Nobody else may connect. Socket paths have at most 104 bytes, which a long TMPDIR would exceed.
    private static string PrivateFolder()
    {
        var folder = Directory.CreateTempSubdirectory("chaos-").FullName;
        if (folder.Length <= 90)
        {
            return folder;
        }

        Directory.Delete(folder);
        var path = Path.Join("/tmp", Path.GetFileName(folder));
#pragma warning disable CA1416 // never reached on Windows
        return Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
#pragma warning restore CA1416
    }
}
