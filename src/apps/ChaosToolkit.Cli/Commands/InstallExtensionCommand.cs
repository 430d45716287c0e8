using System.CommandLine;
using ChaosToolkit.Cli.CommandLine;
using ChaosToolkit.Cli.Extensions;
using ChaosToolkit.Extensions;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Cli.Commands;

/// <summary><c>chaos extension install SOURCE</c>: installs an extension, or another version of one.</summary>
internal sealed class InstallExtensionCommand : ChaosCommand
{
    private readonly Argument<string> source = new("SOURCE") { Description = "A folder that one was built to, a .dll, a .nupkg, or a package: NAME or NAME@VERSION." };
    private readonly Option<string[]> packageSources = CommandLineOptions.Many("--source", "SOURCE", "A folder or address with packages, beside those NuGet knows.");

    public InstallExtensionCommand() : base("install", "Install an extension written in .NET, or another version of one.")
    {
        Add(source);
        Add(packageSources);
    }

    /// <inheritdoc/>
    public override Work Bind(ParseResult parse)
    {
        var written = parse.GetRequiredValue(source);
        var sources = parse.All(packageSources).Select(one => one.Contains("://", StringComparison.Ordinal) ? one : Path.GetFullPath(one)).ToList();
        return async (context, cancellationToken) =>
        {
            var logger = context.Loggers.CreateLogger("ChaosToolkit.Cli.extension");
            var extension = await InstallAsync(ExtensionSource.Parse(written), sources, logger, cancellationToken);
            foreach (var problem in extension.Problems)
            {
                logger.LogWarning("{Problem}", problem);
            }

            logger.LogInformation("Installed the extension '{Extension}' {Version}", extension.Name, extension.Version);
            await context.Output.WriteAsync(ExtensionText.Of(extension));
            return ExitCode.Success;
        };
    }

    private static async Task<Extension> InstallAsync(ExtensionSource from, List<string> sources, ILogger logger, CancellationToken cancellationToken)
    {
        var store = new ExtensionStore(ExtensionFolders.OfUser);
        var (stage, work) = (store.NewStage(), store.NewStage());
        try
        {
            string library, dependencies;
            if (from.Package is { } package)
            {
                logger.LogInformation("Getting the package '{Package}' {Version}", package, from.Version ?? "in its newest version");
                sources.InsertRange(0, from.Path is { } file ? [from.Lay(Path.Combine(work, "given")), Path.GetDirectoryName(file) ?? ""] : Array.Empty<string>());
                (library, dependencies) = await new PackageRestore(work).GetAsync(package, from.Version, sources, isAlone: from.Path is not null, cancellationToken);
            }
            else
            {
                library = Directory.Exists(from.Path) ? BuildOutput.FindLibrary(from.Path) : from.Path ?? "";
                dependencies = BuildOutput.DependenciesOf(library);
            }

            BuildOutput.Copy(library, dependencies, stage);
            return store.Install(stage, Path.GetFileNameWithoutExtension(library));
        }
        finally
        {
            foreach (var folder in new[] { stage, work }.Where(Directory.Exists))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }
}
