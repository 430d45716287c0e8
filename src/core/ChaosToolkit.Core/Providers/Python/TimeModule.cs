using ChaosToolkit.Values;

namespace ChaosToolkit.Providers.Python;

/// <summary>Functions of Python's <c>time</c>.</summary>
[PythonModule("time")]
internal sealed class TimeModule(EngineServices services) : INativeModule
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    public IEnumerable<INativeFunction> Functions { get; } =
    [
        new NativeFunction("sleep", [new("seconds") { Aliases = ["secs"] }], async (arguments, cancellationToken) =>
        {
            var seconds = NativeFunction.NumberOf(arguments, "seconds");
            if (seconds < 0)
            {
                throw PythonError.Of("ValueError", "sleep length must be non-negative");
            }

            await Task.Delay(seconds >= Longest.TotalSeconds ? Longest : TimeSpan.FromSeconds(seconds), services.Time, cancellationToken).ConfigureAwait(false);
            return null;
        }),
        new NativeFunction("time", [], _ => Value.Float((services.Time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds)),
    ];
}
