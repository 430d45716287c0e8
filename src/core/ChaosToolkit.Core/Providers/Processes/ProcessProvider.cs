using System.ComponentModel;
using System.Text.Json.Nodes;
using ChaosToolkit.Model.Shapes;
using ChaosToolkit.Values;
using ChaosToolkit.Verdicts;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Providers.Processes;

/// <summary>Runs a program and gives its exit status and what it wrote.</summary>
[Provider("process")]
internal sealed partial class ProcessProvider(EngineServices services) : IProvider
{
    private readonly ILogger logger = services.Loggers.CreateLogger("chaostoolkit.provider.process");
    private readonly RunningProcesses running = services.Shared(_ => new RunningProcesses());

    public ObjectShape Shape => ProcessValidation.Shape;

    public bool MayBlock => false;

    public ValueTask ValidateAsync(ActivityNode activity, ValidationContext context, CancellationToken cancellationToken)
    {
        ProcessValidation.Validate(activity.Provider, context);
        return ValueTask.CompletedTask;
    }

    public async Task<JsonNode?> ExecuteAsync(ActivityCall call, CancellationToken cancellationToken)
    {
        var result = await RunAsync(ProcessCommand.Of(call), call.Provider["timeout"], cancellationToken).ConfigureAwait(false);
        if (result.Status > 0 && !call.HasTolerance && !ExpectedStatus.Allows(call.Activity, result.Status))
        {
            Log.NonZeroExit(logger);
        }

        return new JsonObject { ["status"] = result.Status, ["stdout"] = result.StandardOutput, ["stderr"] = result.StandardError };
    }

    private async Task<ProcessResult> RunAsync(ProcessCommand command, JsonNode? timeout, CancellationToken cancellationToken)
    {
        if (timeout is null)
        {
            return await StartAsync(command, cancellationToken).ConfigureAwait(false);
        }

        if (TimeLimit.Read(timeout) is not { } limit)
        {
            throw new ActivityFailedException($"The timeout of a process must be a number of seconds above zero, not {PythonText.Repr(timeout)}.");
        }

        using var timer = new CancellationTokenSource(limit, services.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            return await StartAsync(command, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ActivityFailedException($"The process took longer than its timeout of {TimeLimit.Describe(limit)} and was ended, with all it had started.");
        }
    }

    private async Task<ProcessResult> StartAsync(ProcessCommand command, CancellationToken cancellationToken)
    {
        try
        {
            return await (OperatingSystem.IsLinux() ? LinuxProcess.RunAsync(command, running, cancellationToken) : PortableProcess.RunAsync(command, cancellationToken))
                .ConfigureAwait(false);
        }
        catch (Win32Exception exception)
        {
            throw new ChaosException($"The program '{command.Program}' cannot be run: {exception.Message}.", exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            3001,
            LogLevel.Warning,
            "This process returned a non-zero exit code. This may indicate some error and not what you expected. Please have a look at the logs.")]
        public static partial void NonZeroExit(ILogger logger);
    }
}
