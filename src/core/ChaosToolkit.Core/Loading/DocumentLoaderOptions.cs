using System.Text.Json.Nodes;

namespace ChaosToolkit.Loading;

/// <summary>What loading a document depends on.</summary>
public sealed record DocumentLoaderOptions
{
    /// <summary>The settings, of which <c>auths</c> counts: <c>{HOST[:PORT]: {type, value}}</c>. The default is none.</summary>
    public JsonObject? Settings { get; init; }

    /// <summary>Whether the certificate of an https address is verified. The default is true.</summary>
    public bool VerifyTls { get; init; } = true;

    /// <summary>Looks up an environment variable. The default is that of the process.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>The clock of the time-out.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The time that fetching from an address may take, redirects included. The default is 30 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What <c>-</c> reads. The default is the standard input of the process.</summary>
    public Stream? StandardInput { get; init; }
}
