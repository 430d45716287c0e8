using ChaosToolkit;
using ChaosToolkit.Extensions;
using Microsoft.Extensions.Logging;

namespace Acme.Shop;

/// <summary>How an order is delivered.</summary>
public enum Delivery
{
    /// <summary>In a few days.</summary>
    Standard,

    /// <summary>Tomorrow.</summary>
    NextDay,
}

/// <summary>One line of an order.</summary>
/// <param name="Product">The product's name.</param>
/// <param name="Amount">How many pieces. The default is one.</param>
public sealed record OrderLine(string Product, int Amount = 1);

/// <summary>What can be done to the shop.</summary>
public static class OrderActions
{
    /// <summary>Orders products until the stock is gone or the time is over.</summary>
    [Action(Module = "acme.shop")]
    public static async Task<int> PlaceOrdersAsync(
        IReadOnlyList<OrderLine> lines, TimeSpan pause, ILogger logger, CancellationToken cancellationToken, Delivery delivery = Delivery.Standard)
    {
        var ordered = 0;
        foreach (var line in lines)
        {
            if (!ShopSystem.Stock.TryGetValue(line.Product, out var available) || available < line.Amount)
            {
                throw new ActivityFailedException($"There are {available} pieces of '{line.Product}', not {line.Amount}.");
            }

            ShopSystem.Stock[line.Product] = available - line.Amount;
            ordered += line.Amount;
            logger.LogInformation("Ordered {Amount} of {Product}, {Delivery} delivery", line.Amount, line.Product, delivery);
            await Task.Delay(pause, cancellationToken);
        }

        return ordered;
    }

    /// <summary>Tells for <c>chaos plan --probe</c> which stock the orders would take, and whether there is enough of it. It only looks.</summary>
    [Plan(Module = "acme.shop", Func = "place_orders", ReadOnly = true)]
    public static ActivityPlan PlanOrders(IReadOnlyList<OrderLine> lines)
    {
        var scarce = lines.Where(line => ShopSystem.Stock.GetValueOrDefault(line.Product) < line.Amount).Select(line => line.Product).ToList();
        return new ActivityPlan
        {
            Targets = [.. lines.Select(line => $"{line.Amount} of {ShopSystem.Stock.GetValueOrDefault(line.Product)} pieces of {line.Product}")],
            Permission = PlanPermission.Granted,
            Notes = scarce.Count == 0 ? [] : [$"There is not enough of {string.Join(", ", scarce)}."],
        };
    }

    /// <summary>Puts pieces of a product back into the stock.</summary>
    [Action(Module = "acme.shop")]
    public static int Restock(string product, int amount) => ShopSystem.Stock.AddOrUpdate(product, amount, (_, before) => before + amount);
}
