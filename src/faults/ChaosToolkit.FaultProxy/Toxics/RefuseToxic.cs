namespace ChaosToolkit.Toxics;

/// <summary>Takes no new connections; open ones go on. Its stream does not matter.</summary>
[Toxic("refuse")]
public sealed record RefuseToxic : Toxic
{
    /// <summary>What happens to them.</summary>
    /// <value>On the wire <c>mode</c>, <c>refuse</c> or <c>hang</c>. The default is <see cref="RefuseMode.Refuse"/>.</value>
    [Wire("mode")]
    public RefuseMode Mode { get; init; }
}
