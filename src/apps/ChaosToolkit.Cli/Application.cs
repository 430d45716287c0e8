using System.CommandLine.Help;
using ChaosToolkit.Cli.CommandLine;
using ChaosToolkit.Cli.Logging;
using ChaosToolkit.Cli.Terminal;
using ChaosToolkit.Diagnostics;
using ChaosToolkit.Running;
using ChaosToolkit.Secrets;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Cli;

/// <summary>From the command line to the exit status: parses, opens the log, runs the command, and turns what went wrong into a line for the user.</summary>
internal sealed class Application(TimeProvider time)
{
    private readonly SecretMask mask = new();

    public async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        try
        {
            return args is ["proxy", .. var words]
                ? await new Proxy.ProxyCli(Console.Out, Console.Error, !Console.IsOutputRedirected).RunAsync(words, cancellationToken)
                : await ParseAndRunAsync(args, cancellationToken);
        }
        catch (Exception error)
        {
            // There is no log here: most likely standard output or standard error is what cannot be written to.
            Tell(mask.Apply($"chaos: {error.Message}"));
            return ExitCode.Failure;
        }
    }

    private async Task<int> ParseAndRunAsync(string[] args, CancellationToken cancellationToken)
    {
        var root = new ChaosRootCommand();
        var parse = root.Parse(args, ChaosRootCommand.Configuration);
        if (parse.Action is HelpAction help)
        {
            return help.Invoke(parse);
        }

        try
        {
            UsageCheck.ThrowForErrors(parse, args);
            if (root.Globals.AsksForVersion(parse))
            {
                await Console.Out.WriteAsync(ToolVersion.Line);
                return ExitCode.Success;
            }

            var options = root.Globals.Bind(parse);

            // The command's own paths are relative to the folder moved to, the log file's to the one before.
            var logFile = options.LogFile is null ? null : Path.GetFullPath(options.LogFile);
            ChangeFolder(options.ChangeDir);
            var work = ((ChaosCommand)parse.CommandResult.Command).Bind(parse);
            await using var loggers = Open(options, logFile);
            return await RunAsync(work, options, loggers, cancellationToken);
        }
        catch (UsageException error)
        {
            await Console.Error.WriteAsync(mask.Apply(UsageText.Of(parse.CommandResult, error.Message)));
            return ExitCode.Usage;
        }
    }

    private async Task<int> RunAsync(Work work, GlobalOptions options, ChaosLoggerFactory loggers, CancellationToken cancellationToken)
    {
        var logger = loggers.CreateLogger("ChaosToolkit.Cli.cli");
        if (options.ChangeDir is { } folder)
        {
            logger.LogWarning("Moving to {Folder}", folder);
        }

        try
        {
            return await work(new CliContext(options, loggers, time, Console.Out, Console.Error), cancellationToken);
        }
        catch (LoadingException error) when (error.Diagnostic is { } diagnostic)
        {
            LogDetails.Write(logger, LogLevel.Error, DiagnosticText.Headline(diagnostic), DiagnosticText.Details(diagnostic), error);
        }
        catch (ChaosException error) when (error is not UsageException)
        {
            logger.LogError(error, "{Message}", error.Message);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            logger.LogError(error, "{Message} Check that the path exists and that you may read and write it.", Sentence(error.Message));
        }
        catch (Exception error) when (error is not UsageException)
        {
            var details = options.LogFile is null ? "run it again with a log file for the details" : "the log file has the details";
            logger.LogCritical(error, "An error of chaos itself ({Type}): {Message} Please report it; {Details}.", error.GetType().Name, Sentence(error.Message), details);
        }

        return ExitCode.Failure;
    }

    private ChaosLoggerFactory Open(GlobalOptions options, string? logFile) => ChaosLoggerFactory.Open(
        new LoggingOptions
        {
            Verbose = options.Verbose,
            Json = options.Json,
            Mask = mask,
            File = logFile,
            FileLevel = options.LogFileLevel,
            Coloured = !Console.IsErrorRedirected && Surroundings.OfProcess.WantsColours,
        },
        Console.OpenStandardError(),
        time);

    private static void ChangeFolder(string? folder)
    {
        if (folder is null)
        {
            return;
        }

        try
        {
            Directory.SetCurrentDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"--change-dir: cannot move to '{folder}': {error.Message}");
        }
    }

    private static void Tell(string message)
    {
        try
        {
            Console.Error.WriteLine(message);
        }
        catch (IOException)
        {
            // Nobody listens.
        }
    }

    private static string Sentence(string message) => message.EndsWith('.') ? message : message + ".";
}
