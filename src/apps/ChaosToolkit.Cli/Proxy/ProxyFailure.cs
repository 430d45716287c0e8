namespace ChaosToolkit.Cli.Proxy;

/// <summary>A call of <c>chaos proxy</c> cannot be carried out; the message is what a person sees.</summary>
internal sealed class ProxyFailure(string message) : Exception(message)
{
    /// <summary>The command whose help is to be shown with it.</summary>
    public string? HelpOf { get; init; }

    /// <summary>What the API answered.</summary>
    public static ProxyFailure Of(int status, string error) => new($"HTTP {status}: {error}");

    /// <summary>The same, with what was tried before it.</summary>
    public ProxyFailure During(string what) => new($"{what}: {Message}");
}
