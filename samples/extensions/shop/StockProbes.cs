using ChaosToolkit.Extensions;

namespace Acme.Shop;

/// <summary>How much of a product there is.</summary>
/// <param name="Product">The product's name.</param>
/// <param name="Available">How many pieces are there.</param>
/// <param name="SoldOut">Whether there are none.</param>
public sealed record StockLevel(string Product, int Available, bool SoldOut);

/// <summary>What can be asked of the stock.</summary>
public static class StockProbes
{
    /// <summary>Reads how much of a product there is.</summary>
    [Probe(Module = "acme.shop")]
    public static StockLevel ReadStock(string product)
    {
        var available = ShopSystem.Stock.GetValueOrDefault(product);
        return new StockLevel(product, available, available == 0);
    }

    /// <summary>Lists the products of which there are at least so many pieces.</summary>
    [Probe(Module = "acme.shop")]
    public static IEnumerable<string> ListProducts(int minimum = 1) =>
        ShopSystem.Stock.Where(product => product.Value >= minimum).Select(product => product.Key).Order(StringComparer.Ordinal);
}
