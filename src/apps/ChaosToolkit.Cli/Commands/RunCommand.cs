using System.CommandLine;
using ChaosToolkit.Cli.CommandLine;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Cli.Commands;

/// <summary><c>chaos run SOURCE</c>: runs an experiment and writes its journal.</summary>
internal sealed class RunCommand : ChaosCommand
{
    private const string OldSpelling = "continously";

    // Thirty years: more is a slip of the hand.
    private const double MostSeconds = 1_000_000_000;

    private readonly Argument<string> source = new("SOURCE") { Description = "The experiment: a .json, .yaml or .yml file, or an http(s) URL." };
    private readonly Option<string?> journalPath = CommandLineOptions.Value("--journal-path", "FILE", "Where to write the journal; journal.json when not given.");
    private readonly Option<string?> metricsFile = CommandLineOptions.Value("--metrics-file", "FILE", "Write the run's metrics here as well, for the node exporter's textfile collector.");
    private readonly ChoiceOption dry = new("--dry", "Do not really play these.", ["probes", "actions", "activities", "pause"]);
    private readonly Option<bool> noValidation = CommandLineOptions.Flag("--no-validation", "Do not validate the experiment first.");
    private readonly Option<bool> noVerifyTls = CommandLineOptions.Flag("--no-verify-tls", "Do not verify the certificate of the source's server.");
    private readonly ChoiceOption rollbackStrategy = new("--rollback-strategy", "When to play the rollbacks.", ["default", "always", "never", "deviated"]);
    private readonly Option<string[]> vars = CommandLineOptions.Many("--var", "KEY[:TYPE]=VALUE", "Replace an entry of the configuration; TYPE is str, int, float, bool, bytes or json.");
    private readonly Option<string[]> varFiles = CommandLineOptions.Many("--var-file", "FILE", "Replace entries of configuration and secrets by those of a JSON or YAML file, or set a .env file's variables.");
    private readonly Option<string[]> controlFiles = CommandLineOptions.Many("--control-file", "FILE", "Apply the controls of this file to the whole run.");
    private readonly ChoiceOption hypothesisStrategy = new(
        "--hypothesis-strategy",
        "When to check the steady-state hypothesis.",
        ["default", "before-method-only", "after-method-only", "during-method-only", "continuously"])
    {
        Old = OldSpelling,
    };
    private readonly Option<string?> hypothesisFrequency = CommandLineOptions.Value("--hypothesis-frequency", "SECONDS", "The pause between two checks during the method; 1 when not given.");
    private readonly Option<bool> failFast = CommandLineOptions.Flag("--fail-fast", "End the run when the hypothesis is not met during the method.");
    private readonly Option<string?> failFastRatio = CommandLineOptions.Value("--fail-fast-ratio", "RATIO", "The part of the checks that must fail for that, from 0 to 1.");
    private readonly Option<string?> timeout = CommandLineOptions.Value("--timeout", "SECONDS", "Interrupt the run after this time.");
    private readonly Option<bool> noUndo = CommandLineOptions.Flag("--no-undo", "Leave in place what the actions did.");
    private readonly Option<bool> verifyRestoration = CommandLineOptions.Flag("--verify-restoration", "Check the hypothesis once more after undo and rollbacks.");
    private readonly Option<bool> noWatchdog = CommandLineOptions.Flag("--no-watchdog", "Start no second process that takes back what the run did when it is killed.");
    private readonly Option<string?> runDirectory = CommandLineOptions.Value("--run-dir", "DIR", "Where to keep the folders of runs; .chaos/runs beside the journal when not given.");
    private readonly Option<bool> noRunLog = CommandLineOptions.Flag("--no-run-log", "Keep no log of the run: nobody can take it back when it is killed.");
    private readonly Option<bool> strict = CommandLineOptions.Flag("--strict", "Let the exit status follow the verdict: 0 passed or explored, 1 deviated, 3 to 8 other outcomes.");
    private readonly Option<string?> planHash = CommandLineOptions.Value("--plan-hash", "HASH", "Run only when the plan is still the one with this hash; 12 digits are enough.");
    private readonly Option<bool> noMask = CommandLineOptions.Flag("--no-mask", "Write secrets as they are, in the log, the journal and notifications.");
    private readonly Option<string?> python = CommandLineOptions.Value("--python", "PATH", "The Python interpreter for extensions written in Python.");

    private readonly Option<bool> yes = CommandLineOptions.Flag("--yes", "Answer yes to whatever controls ask, and go on at prompts.");
    private readonly Option<bool> noInput = CommandLineOptions.Flag("--no-input", "Ask nobody: go on at prompts, answer no to questions of controls.");

    public RunCommand() : base("run", "Run an experiment and write its journal.")
    {
        Add(source);
        foreach (var option in (IEnumerable<Option>)
            [journalPath, metricsFile, dry, noValidation, noVerifyTls, rollbackStrategy, vars, varFiles, controlFiles, hypothesisStrategy, hypothesisFrequency, failFast, failFastRatio, timeout,
             noUndo, verifyRestoration, noWatchdog, runDirectory, noRunLog, strict, planHash, noMask, python, yes, noInput])
        {
            Add(option);
        }
    }

    /// <inheritdoc/>
    public override Work Bind(ParseResult parse)
    {
        var strategy = parse.Last(hypothesisStrategy);
        var options = new RunArguments
        {
            Source = parse.GetRequiredValue(source),
            JournalPath = parse.Last(journalPath) ?? "journal.json",
            MetricsFile = parse.Last(metricsFile),
            Dry = parse.Last(dry),
            Validate = !parse.GetValue(noValidation),
            VerifyTls = !parse.GetValue(noVerifyTls),
            RollbackStrategy = parse.Last(rollbackStrategy),
            HypothesisStrategy = strategy == OldSpelling ? "continuously" : strategy,
            HypothesisFrequency = parse.LastNumber(hypothesisFrequency, 0, MostSeconds) ?? 1,
            FailFast = parse.GetValue(failFast) || parse.IsGiven(failFastRatio),
            FailFastRatio = parse.LastNumber(failFastRatio, 0, 1),
            Timeout = parse.LastNumber(timeout, 0, MostSeconds) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            KeepsFaults = parse.GetValue(noUndo),
            VerifiesRestoration = parse.GetValue(verifyRestoration),
            IsWatched = !parse.GetValue(noWatchdog),
            RunDirectory = parse.Last(runDirectory),
            KeepsLog = !parse.GetValue(noRunLog),
            IsStrict = parse.GetValue(strict),
            PlanHash = PlanCheck.Read(parse.Last(planHash), planHash.Name),
            Masks = !parse.GetValue(noMask),
            Python = parse.Last(python),
            SaysYes = parse.GetValue(yes),
            AsksNobody = parse.GetValue(noInput),
            Vars = parse.All(vars),
            VarFiles = parse.Files(varFiles),
            ControlFiles = parse.Files(controlFiles),
        };
        if (options is { SaysYes: true, AsksNobody: true })
        {
            throw new UsageException("--yes and --no-input answer differently: give one of them.");
        }

        return (context, cancellationToken) =>
        {
            if (strategy == OldSpelling)
            {
                context.Loggers.CreateLogger<RunCommand>().LogWarning("The hypothesis strategy is spelled 'continuously'; '{Old}' is still accepted.", OldSpelling);
            }

            return RunExperiment.RunAsync(options, context, cancellationToken);
        };
    }
}
