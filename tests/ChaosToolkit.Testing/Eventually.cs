using System.Diagnostics;

namespace ChaosToolkit.Testing;

/// <summary>Waits for what comes in its own time.</summary>
public static class Eventually
{
    /// <summary>How long anything may take, on a host that is busy.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(5);

    /// <summary>Waits until it is so.</summary>
    /// <param name="isSo">Asked again and again.</param>
    /// <param name="what">What is waited for, for the message when it does not come.</param>
    /// <param name="instead">What is there instead, for the message.</param>
    public static Task IsSoAsync(Func<bool> isSo, string what, Func<string>? instead = null) => IsSoAsync(() => Task.FromResult(isSo()), what, instead);

    /// <summary>Waits until it is so.</summary>
    /// <param name="isSo">Asked again and again.</param>
    /// <param name="what">What is waited for, for the message when it does not come.</param>
    /// <param name="instead">What is there instead, for the message.</param>
    public static async Task IsSoAsync(Func<Task<bool>> isSo, string what, Func<string>? instead = null)
    {
        var waited = Stopwatch.StartNew();
        while (!await isSo())
        {
            if (waited.Elapsed > Patience)
            {
                Assert.Fail($"This did not come within {Patience.TotalSeconds} s: {what}. {instead?.Invoke()}");
            }

            // What comes at once is not waited for.
            if (waited.Elapsed < AtOnce)
            {
                await Task.Yield();
            }
            else
            {
                await Task.Delay(10, CancellationToken.None);
            }
        }
    }
}
