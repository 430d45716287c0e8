using System.CommandLine;
using ChaosToolkit.Cli.CommandLine;

namespace ChaosToolkit.Cli.Commands;

/// <summary><c>chaos discover PACKAGE</c>: writes down which activities a package has.</summary>
internal sealed class DiscoverCommand : ChaosCommand
{
    private readonly Argument<string> package = new("PACKAGE") { Description = "A .NET extension that is installed, or the distribution of a Python one." };
    private readonly Option<bool> noSystemInfo = CommandLineOptions.Flag("--no-system-info", "Do not look at the system that the package talks to.");
    private readonly Option<bool> noInstall = CommandLineOptions.Flag("--no-install", "Do not install the package first.");
    private readonly Option<string?> discoveryPath = CommandLineOptions.Value(
        DiscoverArguments.PathOption, "FILE", "Where to write the discovery document; ./discovery.json when not given.");
    private readonly Option<string?> python = CommandLineOptions.Value("--python", "PATH", "The Python interpreter that has the package.");

    public DiscoverCommand() : base("discover", "Write down which activities a package has.")
    {
        Add(package);
        Add(noSystemInfo);
        Add(noInstall);
        Add(discoveryPath);
        Add(python);
    }

    /// <inheritdoc/>
    public override Work Bind(ParseResult parse)
    {
        var options = new DiscoverArguments
        {
            Package = parse.GetRequiredValue(package),
            SystemInfo = !parse.GetValue(noSystemInfo),
            Install = !parse.GetValue(noInstall),
            DiscoveryPath = parse.Last(discoveryPath) ?? "./discovery.json",
        };
        var interpreter = parse.Last(python);
        return async (context, cancellationToken) =>
        {
            await using var engine = context.NewEngine(interpreter);
            return await DiscoverPackage.RunAsync(options, engine, cancellationToken);
        };
    }
}
