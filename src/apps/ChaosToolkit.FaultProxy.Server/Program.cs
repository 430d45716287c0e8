using System.Runtime.InteropServices;
using ChaosToolkit;
using ChaosToolkit.CommandLine;
using ChaosToolkit.Logging;
using ChaosToolkit.Proxies;
using ChaosToolkit.Serving;
using Microsoft.Extensions.Logging;

// What a socket has to say is acted on by the thread that heard it; the runtime reads this with its first socket.
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");

ServerFlags flags;
try
{
    flags = ServerFlags.Parse(args);
}
catch (FormatException error)
{
    await Console.Error.WriteAsync($"{error.Message}\n{ServerFlags.Usage}");
    return 2;
}

if (flags.Help)
{
    await Console.Error.WriteAsync(ServerFlags.Usage);
    return 0;
}

if (flags.Version)
{
    Console.WriteLine($"toxiproxy-server version {ToxiproxyVersion.Number}");
    return 0;
}

using var output = new LineOutput();
var log = new JsonLineLogger(output, JsonLineLogger.LevelOf(Environment.GetEnvironmentVariable("LOG_LEVEL")), TimeProvider.System);
var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
try
{
    var options = new ProxyServerOptions
    {
        Host = flags.Host,
        Port = flags.Port,
        Seed = flags.Seed,
        ProxyMetrics = flags.ProxyMetrics,
        RuntimeMetrics = flags.RuntimeMetrics,
        Logger = log,
    };
    await using var server = await ServerStart.StartAsync(options, flags.Config);
    using var watch = flags.Config is null ? null : new ConfigWatch(server, flags.Config, TimeProvider.System, log);
    log.LogInformation(new EventId(7201, "Listening"), "Starting Toxiproxy HTTP server: {Address} {Version}", server.Address, ToxiproxyVersion.Number);
    await stop.Task;
    log.LogInformation(new EventId(7202, "Ending"), "Shutdown started");
    return 0;
}
catch (Exception error) when (error is ListenException or FormatException or IOException or UnauthorizedAccessException)
{
    // Useless without what it was asked for: better to say so and end.
    log.LogCritical(new EventId(7203, "Failed"), error, "Unable to start");
    await Console.Error.WriteLineAsync($"chaos-proxy: {error.Message}");
    return 1;
}

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stop.TrySetResult();
}
