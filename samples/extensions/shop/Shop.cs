using System.Collections.Concurrent;

namespace Acme.Shop;

/// <summary>The shop that this sample does chaos engineering on: it lives in memory, so that the sample needs no server.</summary>
internal static class ShopSystem
{
    public static ConcurrentDictionary<string, int> Stock { get; } = new(StringComparer.OrdinalIgnoreCase) { ["tea"] = 12, ["coffee"] = 3, ["cocoa"] = 0 };
}
