using ChaosToolkit.Controls;
using ChaosToolkit.Extensions;
using Microsoft.Extensions.Logging;

namespace Company.Extension1;

/// <summary>Says at the end of a run how many activities were played.</summary>
[Control]
public sealed class CountingControl(ILogger logger) : IControl
{
    private int activities;

    /// <inheritdoc/>
    public ValueTask BeforeAsync(ControlContext context, CancellationToken cancellationToken)
    {
        if (context.Level == ControlLevel.Activity)
        {
            Interlocked.Increment(ref activities);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask CleanupAsync(ControlContext context, CancellationToken cancellationToken)
    {
        logger.LogInformation("{Count} activities were played", activities);
        return ValueTask.CompletedTask;
    }
}
