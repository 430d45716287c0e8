namespace ChaosToolkit.Links;

/// <summary>One change of a proxy's toxics on its way through all links: complete when each has carried it out.</summary>
internal sealed class ToxicChange
{
    private readonly TaskCompletionSource completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int pending = 1; // whoever makes it: calls Done when it has reached every link

    public Task Completion => completion.Task;

    public void Expect() => Interlocked.Increment(ref pending);

    public void Done(int times = 1)
    {
        if (Interlocked.Add(ref pending, -times) == 0)
        {
            completion.SetResult();
        }
    }
}
