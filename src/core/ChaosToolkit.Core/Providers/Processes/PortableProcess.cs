using System.ComponentModel;
using System.Diagnostics;
using ChaosToolkit.Telemetry;

namespace ChaosToolkit.Providers.Processes;

/// <summary>Runs one process by the framework's means, where we know no better: descendants that got another parent outlive its end.</summary>
internal static class PortableProcess
{
    // On Unix the framework gives 128 and the signal's number as the code of what a signal ended.
    private const int SignalBase = 128, LastSignal = 64;

    public static async Task<ProcessResult> RunAsync(ProcessCommand command, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(command.Program, command.Arguments.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (command.Trace is { } trace)
        {
            start.Environment[TraceContext.ParentVariable] = trace.Parent;
            start.Environment[TraceContext.StateVariable] = trace.State;
        }

        using var process = Process.Start(start) ?? throw new Win32Exception();
        using var output = new BoundedBuffer();
        using var error = new BoundedBuffer();
        try
        {
            await Task.WhenAll(
                ReadAsync(process.StandardOutput.BaseStream, output, cancellationToken),
                ReadAsync(process.StandardError.BaseStream, error, cancellationToken)).WaitAsync(cancellationToken).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        var isSignal = !OperatingSystem.IsWindows() && process.ExitCode is > SignalBase and <= SignalBase + LastSignal;
        return new(isSignal ? SignalBase - process.ExitCode : process.ExitCode, ByteText.Decode(output.Written), ByteText.Decode(error.Written));
    }

    private static async Task ReadAsync(Stream stream, BoundedBuffer target, CancellationToken cancellationToken)
    {
        int count;
        while ((count = await stream.ReadAsync(target.Free(), cancellationToken).ConfigureAwait(false)) > 0)
        {
            target.Advance(count);
            if (target.IsOverLimit)
            {
                throw new ActivityFailedException("The process wrote more than 100 MB to one of its streams and was ended; send such output to a file.");
            }
        }
    }
}
