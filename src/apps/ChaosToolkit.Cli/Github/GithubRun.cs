using System.Text;
using ChaosToolkit.Cli.Terminal;
using ChaosToolkit.Loading;
using ChaosToolkit.Reporting.Journals;
using ChaosToolkit.Reporting.Markdown;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Cli.Github;

/// <summary>What GitHub Actions is told of a run: annotations of the experiment, and a summary on the page of the job.</summary>
internal sealed class GithubRun
{
    private readonly ActivityPlaces places;

    private GithubRun(ActivityPlaces places) => this.places = places;

    /// <summary>Begins it where GitHub Actions runs the command; <see langword="null"/> elsewhere.</summary>
    /// <param name="document">The experiment, before the run.</param>
    public static GithubRun? Begin(LoadedDocument document) => Surroundings.OfProcess.IsGithub ? new GithubRun(new ActivityPlaces(document)) : null;

    /// <summary>The run has ended: tells of it.</summary>
    public async Task EndAsync(Journal journal, CliContext context, ILogger logger)
    {
        var mask = context.Loggers.Mask;
        await context.Output.WriteAsync(mask.Apply(RunAnnotations.Of(journal, places, Environment.GetEnvironmentVariable("GITHUB_WORKSPACE"))));
        if (Environment.GetEnvironmentVariable("GITHUB_STEP_SUMMARY") is not { Length: > 0 } path)
        {
            return;
        }

        try
        {
            await File.AppendAllTextAsync(path, mask.Apply(JobSummary.Of(journal)), new UTF8Encoding(false));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            logger.LogWarning(error, "The job's summary cannot be written to '{Path}': {Reason}", path, error.Message);
        }
    }
}
