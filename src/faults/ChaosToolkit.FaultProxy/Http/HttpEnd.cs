namespace ChaosToolkit.Http;

/// <summary>How a connection is ended.</summary>
/// <param name="Resets">Whether by a reset.</param>
/// <param name="After">After how many bytes of the body.</param>
internal sealed record HttpEnd(bool Resets, long After);
