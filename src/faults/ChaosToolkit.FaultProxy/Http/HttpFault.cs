using ChaosToolkit.Chances;
using ChaosToolkit.Toxics;

namespace ChaosToolkit.Http;

/// <summary>A toxic that was drawn for one request, and its draws for it.</summary>
/// <param name="Placed">The toxic.</param>
/// <param name="Chance">Where its draws come from.</param>
internal readonly record struct HttpFault(PlacedToxic Placed, Chance Chance);
