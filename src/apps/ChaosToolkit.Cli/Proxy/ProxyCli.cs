using System.Text.Json.Nodes;

namespace ChaosToolkit.Cli.Proxy;

/// <summary><c>chaos proxy</c>: what <c>toxiproxy-cli</c> does, with its words, its output and its exit statuses; and <c>serve</c>.</summary>
internal sealed class ProxyCli(TextWriter output, TextWriter errors, bool isTerminal)
{
    public const string ToxiproxyVersion = "2.12.0";
    private const int UnknownCommand = 3;
    private static readonly string[] HostFlag = ["host", "h"];
    private readonly ProxyText text = new(output, isTerminal);

    /// <summary>Carries out the words after <c>chaos proxy</c>.</summary>
    public async Task<int> RunAsync(IReadOnlyList<string> words, CancellationToken cancellationToken)
    {
        try
        {
            var given = ProxyWords.Read(words, HostFlag, ["help!"], ["version!", "v!"]);
            if (given.Has("version"))
            {
                output.WriteLine($"toxiproxy-cli version {ToxiproxyVersion}");
                return ExitCode.Success;
            }

            if (given.Has("help") || given.Arguments is [] or ["help", ..])
            {
                output.Write(ProxyHelp.Commands);
                return ExitCode.Success;
            }

            if (given.Arguments is ["serve", .. var flags])
            {
                return await ProxyServe.RunAsync(flags, cancellationToken);
            }

            var host = given.Last("host") ?? Environment.GetEnvironmentVariable("TOXIPROXY_URL");
            using var client = new ProxyClient(string.IsNullOrEmpty(host) ? "http://localhost:8474" : host);
            return await RunAsync(client, given.Arguments[0], given.Arguments[1..], cancellationToken);
        }
        catch (ProxyFailure failure)
        {
            if (failure.HelpOf is { } command)
            {
                output.Write(ProxyHelp.Of(command));
            }

            errors.Write($"{failure.Message}\n\n");
            return ExitCode.Failure;
        }
    }

    private async Task<int> RunAsync(ProxyClient client, string command, string[] words, CancellationToken cancellationToken)
    {
        if (words.Any(static word => word is "--help" or "-help"))
        {
            output.Write(ProxyHelp.Of(command));
            return ExitCode.Success;
        }

        switch (command)
        {
            case "list" or "l" or "li" or "ls":
                return await ListAsync(client, cancellationToken);
            case "inspect" or "i" or "ins":
                text.Inspect(await ProxyAsync(client, Name(ProxyWords.Read(words), "inspect"), cancellationToken));
                return ExitCode.Success;
            case "create" or "c" or "new":
                return await CreateAsync(client, words, cancellationToken);
            case "toggle" or "tog":
                return await ToggleAsync(client, Name(ProxyWords.Read(words), "toggle"), cancellationToken);
            case "delete" or "d":
                return await DeleteAsync(client, Name(ProxyWords.Read(words), "delete"), cancellationToken);
            case "toxic" or "t":
                if (words is [])
                {
                    output.Write(ProxyHelp.Of("toxic"));
                    return ExitCode.Success;
                }

                return await new ToxicCli(client, output, text).RunAsync(words[0], words[1..], cancellationToken) ? ExitCode.Success : Unknown(words[0]);
            default:
                return Unknown(command);
        }
    }

    /// <summary>The proxy that the first argument names; without one the command's help is shown.</summary>
    public static string Name(ProxyWords words, string command) => words.Arguments is [not "" and var name, ..] ? name : throw new ProxyFailure("Proxy name is required as the first argument.") { HelpOf = command };

    private int Unknown(string command)
    {
        errors.WriteLine($"No help topic for '{command}'");
        return UnknownCommand;
    }

    private async Task<int> ListAsync(ProxyClient client, CancellationToken cancellationToken)
    {
        try
        {
            text.List(await client.SendAsync(HttpMethod.Get, "/proxies", null, cancellationToken) as JsonObject ?? []);
            return ExitCode.Success;
        }
        catch (ProxyFailure failure)
        {
            errors.Write($"Failed to retrieve proxies: {failure.Message}");
            return ExitCode.Failure;
        }
    }

    private async Task<int> CreateAsync(ProxyClient client, string[] words, CancellationToken cancellationToken)
    {
        var given = ProxyWords.Read(words, ["listen", "l"], ["upstream", "u"], ["protocol"]);
        var name = Name(given, "create");
        var body = new JsonObject { ["name"] = name, ["listen"] = Required(given, "listen"), ["upstream"] = Required(given, "upstream"), ["enabled"] = true };
        if (given.Last("protocol") is { } protocol)
        {
            body["protocol"] = protocol; // ours; Toxiproxy would not see it
        }

        await TryAsync("Failed to create proxy: Create", () => client.SendAsync(HttpMethod.Post, "/proxies", body, cancellationToken));
        output.WriteLine($"Created new proxy {name}");
        return ExitCode.Success;
    }

    private async Task<int> ToggleAsync(ProxyClient client, string name, CancellationToken cancellationToken)
    {
        var enabled = (await ProxyAsync(client, name, cancellationToken))["enabled"]?.GetValue<bool>() is not true;
        await TryAsync($"Failed to toggle proxy {name}: Update", () => client.SendAsync(HttpMethod.Post, ProxyClient.PathOf(name), new JsonObject { ["enabled"] = enabled }, cancellationToken));
        output.WriteLine($"Proxy {name} is now {(enabled ? "enabled" : "disabled")}");
        return ExitCode.Success;
    }

    private async Task<int> DeleteAsync(ProxyClient client, string name, CancellationToken cancellationToken)
    {
        await ProxyAsync(client, name, cancellationToken);
        await TryAsync($"Failed to delete proxy {name}: Delete", () => client.SendAsync(HttpMethod.Delete, ProxyClient.PathOf(name), null, cancellationToken));
        output.WriteLine($"Deleted proxy {name}");
        return ExitCode.Success;
    }

    private static async Task<JsonNode> ProxyAsync(ProxyClient client, string name, CancellationToken cancellationToken) =>
        await TryAsync($"Failed to retrieve proxy {name}", () => client.SendAsync(HttpMethod.Get, ProxyClient.PathOf(name), null, cancellationToken)) ?? new JsonObject();

    /// <summary>Carries something out; a failure says what it was.</summary>
    public static async Task<JsonNode?> TryAsync(string what, Func<Task<JsonNode?>> call)
    {
        try
        {
            return await call();
        }
        catch (ProxyFailure failure)
        {
            throw failure.During(what);
        }
    }

    /// <summary>The value of a flag that must be there.</summary>
    public static string Required(ProxyWords words, string flag) => words.Last(flag) is { Length: > 0 } value ? value : throw new ProxyFailure($"Required argument '{flag}' was empty.");
}
