using System.CommandLine;
using ChaosToolkit.Cli.CommandLine;
using ChaosToolkit.Cli.Proxy;

namespace ChaosToolkit.Cli.Commands;

/// <summary><c>chaos proxy</c>. Its words are Toxiproxy's, not ours (<c>-h</c> is a host there), so it reads them itself; this is for help, completion and options before it.</summary>
internal sealed class ProxyCommand : ChaosCommand
{
    private readonly Argument<string[]> words = new("WORDS") { Description = "serve, list, inspect, create, toggle, delete or toxic, and what belongs to it; 'chaos proxy --help' says more.", Arity = ArgumentArity.ZeroOrMore };

    public ProxyCommand() : base("proxy", "Serve fault proxies, and change those of a running server (ours, or Toxiproxy).") => Add(words);

    /// <inheritdoc/>
    public override Work Bind(ParseResult parse)
    {
        var given = parse.GetValue(words) ?? [];
        return (context, cancellationToken) => new ProxyCli(context.Output, context.Error, !Console.IsOutputRedirected).RunAsync(given, cancellationToken);
    }
}
