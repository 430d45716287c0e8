using System.Globalization;

namespace ChaosToolkit.CommandLine;

/// <summary>The flags of the command, in the manner of Go: one dash or two, <c>-x v</c> or <c>-x=v</c>; the first other word ends them.</summary>
internal sealed class ServerFlags
{
    public const string Usage = """
        Usage of chaos-proxy:
          -config string
            	JSON file containing proxies to create on startup
          -help
            	print this help
          -host string
            	Host for the API to listen on (default "localhost")
          -port string
            	Port for the API to listen on (default "8474")
          -proxy-metrics
            	enable metrics of the proxies at /metrics
          -runtime-metrics
            	enable metrics of the process at /metrics
          -seed int
            	Seed of all chance: the same seed makes the same choices on the same connections
          -version
            	print the version

        """;

    public string Host { get; private set; } = "localhost";

    public int Port { get; private set; } = 8474;

    public string? Config { get; private set; }

    public long? Seed { get; private set; }

    public bool ProxyMetrics { get; private set; }

    public bool RuntimeMetrics { get; private set; }

    public bool Version { get; private set; }

    public bool Help { get; private set; }

    /// <summary>Reads the flags.</summary>
    /// <exception cref="FormatException">One is not known, or its value is wrong.</exception>
    public static ServerFlags Parse(IReadOnlyList<string> arguments)
    {
        var flags = new ServerFlags();
        for (var i = 0; i < arguments.Count; i++)
        {
            var word = arguments[i];
            if (word.Length < 2 || word[0] != '-' || word == "--")
            {
                break;
            }

            var name = word.TrimStart('-');
            string? value = null;
            if (name.IndexOf('=', StringComparison.Ordinal) is var equals and >= 0)
            {
                (name, value) = (name[..equals], name[(equals + 1)..]);
            }

            switch (name)
            {
                case "h" or "help":
                    flags.Help = Truth(name, value);
                    break;
                case "version":
                    flags.Version = Truth(name, value);
                    break;
                case "proxy-metrics":
                    flags.ProxyMetrics = Truth(name, value);
                    break;
                case "runtime-metrics":
                    flags.RuntimeMetrics = Truth(name, value);
                    break;
                case "host":
                    flags.Host = Value();
                    break;
                case "config":
                    flags.Config = Value() is { Length: > 0 } file ? file : null;
                    break;
                case "port":
                    flags.Port = Value() is var port && ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Invalid(name, port);
                    break;
                case "seed":
                    flags.Seed = Value() is var seed && long.TryParse(seed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var given) ? given : throw Invalid(name, seed);
                    break;
                default:
                    throw new FormatException($"flag provided but not defined: -{name}");
            }

            string Value() => value ?? (++i < arguments.Count ? arguments[i] : throw new FormatException($"flag needs an argument: -{name}"));
        }

        return flags;
    }

    private static bool Truth(string name, string? value) => value switch
    {
        null or "1" or "t" or "T" or "true" or "TRUE" or "True" => true,
        "0" or "f" or "F" or "false" or "FALSE" or "False" => false,
        _ => throw new FormatException($"invalid boolean value \"{value}\" for -{name}: parse error"),
    };

    private static FormatException Invalid(string name, string value) => new($"invalid value \"{value}\" for flag -{name}: parse error");
}
