using ChaosToolkit.Controls;
using ChaosToolkit.Running;

namespace ChaosToolkit.Extensions;

/// <summary>A control of an extension in a run: it hears the run's events if it wants to, and is disposed at the end.</summary>
internal sealed class DotnetControl(IControl control) : IControl
{
    public async ValueTask ConfigureAsync(ControlContext context, CancellationToken cancellationToken)
    {
        if (control is IRunEventHandler handler)
        {
            context.Events?.Register(handler);
        }

        await control.ConfigureAsync(context, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask BeforeAsync(ControlContext context, CancellationToken cancellationToken) => control.BeforeAsync(context, cancellationToken);

    public ValueTask AfterAsync(ControlContext context, CancellationToken cancellationToken) => control.AfterAsync(context, cancellationToken);

    public async ValueTask CleanupAsync(ControlContext context, CancellationToken cancellationToken)
    {
        try
        {
            await control.CleanupAsync(context, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // One that hears events is left alone: the last event comes after the clean-up.
            if (control is not IRunEventHandler)
            {
                await DisposeAsync(control).ConfigureAwait(false);
            }
        }
    }

    public static async ValueTask DisposeAsync(IControl control)
    {
        switch (control)
        {
            case IAsyncDisposable disposable:
                await disposable.DisposeAsync().ConfigureAwait(false);
                break;
            case IDisposable disposable:
                disposable.Dispose();
                break;
        }
    }
}
