using ChaosToolkit.Extensions;

namespace Acme.Shop;

/// <summary>What is normal for the stock.</summary>
public static class StockTolerances
{
    /// <summary>Whether there are enough pieces: <c>value</c> is what the probe gave.</summary>
    [Tolerance(Module = "acme.shop")]
    public static bool EnoughStock(StockLevel value, int atLeast) => value.Available >= atLeast;
}
