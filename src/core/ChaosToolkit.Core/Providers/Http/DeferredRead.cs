using System.Threading.Tasks.Sources;

namespace ChaosToolkit.Providers.Http;

/// <summary>A read that begins when it is due and somebody looks whether it is done, or when somebody waits for it. One at a time.</summary>
/// <param name="isDue">Whether to begin when somebody looks.</param>
/// <param name="begin">Begins it.</param>
internal sealed class DeferredRead(Func<bool> isDue, Func<Memory<byte>, CancellationToken, ValueTask<int>> begin) : IValueTaskSource<int>
{
    private ManualResetValueTaskSourceCore<int> core;
    private Memory<byte> buffer;
    private CancellationToken cancellation;
    private bool isBegun;

    /// <summary>A read into this buffer.</summary>
    public ValueTask<int> Into(Memory<byte> target, CancellationToken cancellationToken)
    {
        core.Reset();
        (buffer, cancellation, isBegun) = (target, cancellationToken, false);
        return new(this, core.Version);
    }

    /// <inheritdoc/>
    public ValueTaskSourceStatus GetStatus(short token)
    {
        if (!isBegun && isDue())
        {
            Begin();
        }

        return core.GetStatus(token);
    }

    /// <inheritdoc/>
    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
    {
        if (!isBegun)
        {
            Begin();
        }

        core.OnCompleted(continuation, state, token, flags);
    }

    /// <inheritdoc/>
    public int GetResult(short token) => core.GetResult(token);

    private void Begin()
    {
        isBegun = true;
        var read = begin(buffer, cancellation);
        if (read.IsCompletedSuccessfully)
        {
            core.SetResult(read.Result);
        }
        else
        {
            _ = EndAsync(read);
        }
    }

    private async Task EndAsync(ValueTask<int> read)
    {
        try
        {
            core.SetResult(await read.ConfigureAwait(false));
        }
        catch (Exception exception)
        {
            core.SetException(exception);
        }
    }
}
