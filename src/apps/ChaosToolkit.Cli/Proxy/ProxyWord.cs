namespace ChaosToolkit.Cli.Proxy;

/// <summary>A word of <c>chaos proxy</c>, for completion.</summary>
/// <param name="Name">The word; the short ones are not among them.</param>
/// <param name="Text">What it does.</param>
/// <param name="Words">The words that may follow it.</param>
internal sealed record ProxyWord(string Name, string Text, params IReadOnlyList<ProxyWord> Words)
{
    /// <summary>The words after <c>chaos proxy</c>.</summary>
    public static IReadOnlyList<ProxyWord> All { get; } =
    [
        new("serve", "Start a server."),
        new("list", "List all proxies."),
        new("inspect", "Show one proxy's toxics."),
        new("create", "Create a proxy."),
        new("toggle", "Enable a disabled proxy, disable an enabled one."),
        new("delete", "Delete a proxy."),
        new("toxic", "Add, update and remove toxics.", new ProxyWord("add", "Add a toxic."), new ProxyWord("update", "Update a toxic."), new ProxyWord("remove", "Remove a toxic.")),
    ];
}
