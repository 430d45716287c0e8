namespace ChaosToolkit.Cli.Proxy;

/// <summary>The help of <c>chaos proxy</c> and of its commands.</summary>
internal static class ProxyHelp
{
    public const string Commands = """
        chaos proxy - serve fault proxies, and change those of a running server (ours, or Toxiproxy)

        Usage: chaos proxy [--host URL] COMMAND [FLAGS] [ARGUMENTS]

        Commands:
          serve                  start a server; its flags are those of chaos-proxy
          list, l, li, ls        list all proxies
          inspect, i, ins        show one proxy's toxics
          create, c, new         create a proxy
          toggle, tog            enable a disabled proxy, disable an enabled one
          delete, d              delete a proxy
          toxic, t               add, update and remove toxics

        Flags:
          --host, -h URL         the server (default "http://localhost:8474", or TOXIPROXY_URL)
          --help                 show this help; after a command, that command's
          --version, -v          the version of Toxiproxy whose words these are

        """;

    /// <summary>The help of one command, by its name or another it goes by.</summary>
    public static string Of(string command) => command switch
    {
        "list" or "l" or "li" or "ls" => "Usage: chaos proxy list\n\nLists all proxies.\n",
        "inspect" or "i" or "ins" => "Usage: chaos proxy inspect PROXY\n\nShows a proxy's toxics.\n",
        "create" or "c" or "new" => "Usage: chaos proxy create --listen ADDRESS --upstream ADDRESS [--protocol tcp|http] PROXY\n\nCreates a proxy. --listen (-l) and --upstream (-u) are host:port. --protocol is for our server only.\n",
        "toggle" or "tog" => "Usage: chaos proxy toggle PROXY\n\nDisables an enabled proxy and enables a disabled one.\n",
        "delete" or "d" => "Usage: chaos proxy delete PROXY\n\nDeletes a proxy; its connections are closed.\n",
        "toxic" or "t" => Toxic,
        _ => Commands,
    };

    private const string Toxic = """
        Usage: chaos proxy toxic add --type TYPE [--toxicName NAME] [--toxicity SHARE] [--attribute KEY=VALUE]... [--upstream|--downstream]
                                   [--ttl SECONDS] [--schedule every=SECONDS,on=SECONDS[,offset=SECONDS]] [--clients NETWORK,...|share=SHARE] PROXY
               chaos proxy toxic update --toxicName NAME [--toxicity SHARE] [--attribute KEY=VALUE]... PROXY
               chaos proxy toxic remove --toxicName NAME PROXY

        Short: -t, -n, -tox, -a, -u, -d; add: a; update: u; remove: r, delete, d.

        Toxics:
          latency     latency=<ms>, jitter=<ms>                                    delays all bytes
          bandwidth   rate=<KB/s>                                                  limits the rate
          slow_close  delay=<ms>                                                   delays the end of the connection
          timeout     timeout=<ms>                                                 lets nothing pass, and closes after a time
          reset_peer  timeout=<ms>                                                 resets the connection
          slicer      average_size=<bytes>, size_variation=<bytes>, delay=<µs>     cuts bytes into pieces
          limit_data  bytes=<bytes>                                                closes after so many bytes
          noop                                                                     nothing

        Toxics of our server only (so are --ttl, --schedule and --clients):
          latency     distribution=normal|pareto|recorded, values=<ms>,...         the delays vary otherwise
          bandwidth   shared=true                                                  one rate for all connections
          drop        probability=<share>                                          loses chunks
          stall       probability=<share>, duration=<ms>                           halts the stream
          corrupt     probability=<share>                                          flips bits
          duplicate   probability=<share>                                          sends chunks twice
          limit_time  time=<ms>                                                    closes after a time
          refuse      mode=refuse|hang                                             takes no new connections
        of a proxy made with --protocol http, where method=<NAME>,... and path=<PREFIX or GLOB> choose requests:
          http_status   status=<code>, body=<text>, content_type=<type>            answers instead, or changes answers
          http_delay    delay=<ms>, jitter=<ms>                                    holds requests or answers
          http_abort    reset=true, bytes=<bytes>                                  ends the connection
          http_headers  set=<name: value>, remove=<name>,...                       changes headers
          http_body     body=<text>, find=<text>, replacement=<text>, truncate=<bytes>   changes bodies

        """;
}
