namespace ChaosToolkit.Controls.Events;

/// <summary>Where events go. Disposing brings out what is left, and says so where that fails.</summary>
internal interface IEventSink : IAsyncDisposable
{
    /// <summary>Takes an event, without making the run wait for a network.</summary>
    void Add(ReadOnlySpan<byte> json);
}
