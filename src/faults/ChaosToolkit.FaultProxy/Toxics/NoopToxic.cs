using ChaosToolkit.Links;

namespace ChaosToolkit.Toxics;

/// <summary>Lets everything pass.</summary>
[Toxic("noop")]
public sealed record NoopToxic : Toxic
{
    internal override Task RunAsync(Stage stage) => PassAsync(stage);

    internal static async Task PassAsync(Stage stage)
    {
        while (await stage.ReadAsync().ConfigureAwait(false) is { } chunk)
        {
            await stage.WriteAsync(chunk).ConfigureAwait(false);
        }
    }
}
