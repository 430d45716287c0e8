using System.CommandLine;
using ChaosToolkit.Cli.CommandLine;

namespace ChaosToolkit.Cli.Commands;

/// <summary><c>chaos plan SOURCE</c>: says what a run would do, and does nothing of it.</summary>
internal sealed class PlanCommand : ChaosCommand
{
    // Thirty years: more is a slip of the hand.
    private const double MostSeconds = 1_000_000_000;

    private readonly Argument<string> source = new("SOURCE") { Description = "The experiment: a .json, .yaml or .yml file, or an http(s) URL." };
    private readonly ChoiceOption format = new("--format", "How to print the plan; text when not given, markdown for a pull request.", ["text", "json", "markdown"]);
    private readonly Option<bool> probe = CommandLineOptions.Flag("--probe", "Ask extensions that declare that they only look for the targets they would choose, and import Python modules.");
    private readonly Option<string[]> vars = CommandLineOptions.Many("--var", "KEY[:TYPE]=VALUE", "Replace an entry of the configuration; TYPE is str, int, float, bool, bytes or json.");
    private readonly Option<string[]> varFiles = CommandLineOptions.Many("--var-file", "FILE", "Replace entries of configuration and secrets by those of a JSON or YAML file, or set a .env file's variables.");
    private readonly Option<string[]> controlFiles = CommandLineOptions.Many("--control-file", "FILE", "Apply the controls of this file to the whole run.");
    private readonly ChoiceOption dry = new("--dry", "Do not really play these.", ["probes", "actions", "activities", "pause"]);
    private readonly ChoiceOption rollbackStrategy = new("--rollback-strategy", "When to play the rollbacks.", ["default", "always", "never", "deviated"]);
    private readonly ChoiceOption hypothesisStrategy = new(
        "--hypothesis-strategy", "When to check the steady-state hypothesis.", ["default", "before-method-only", "after-method-only", "during-method-only", "continuously"]);
    private readonly Option<string?> hypothesisFrequency = CommandLineOptions.Value("--hypothesis-frequency", "SECONDS", "The pause between two checks during the method; 1 when not given.");
    private readonly Option<bool> failFast = CommandLineOptions.Flag("--fail-fast", "End the run when the hypothesis is not met during the method.");
    private readonly Option<string?> failFastRatio = CommandLineOptions.Value("--fail-fast-ratio", "RATIO", "The part of the checks that must fail for that, from 0 to 1.");
    private readonly Option<string?> timeout = CommandLineOptions.Value("--timeout", "SECONDS", "Interrupt the run after this time.");
    private readonly Option<bool> noUndo = CommandLineOptions.Flag("--no-undo", "Leave in place what the actions did.");
    private readonly Option<bool> verifyRestoration = CommandLineOptions.Flag("--verify-restoration", "Check the hypothesis once more after undo and rollbacks.");
    private readonly Option<bool> noVerifyTls = CommandLineOptions.Flag("--no-verify-tls", "Do not verify the certificate of the source's server.");
    private readonly Option<string?> python = CommandLineOptions.Value("--python", "PATH", "The Python interpreter for extensions written in Python; only with --probe.");

    public PlanCommand() : base("plan", "Say what a run would do, and do nothing of it.")
    {
        Add(source);
        foreach (var option in (IEnumerable<Option>)
            [format, probe, vars, varFiles, controlFiles, dry, rollbackStrategy, hypothesisStrategy, hypothesisFrequency, failFast, failFastRatio, timeout, noUndo, verifyRestoration,
             noVerifyTls, python])
        {
            Add(option);
        }
    }

    /// <inheritdoc/>
    public override Work Bind(ParseResult parse)
    {
        // What a run would be given, so that the plan is of exactly that run.
        var run = new RunArguments
        {
            Source = parse.GetRequiredValue(source),
            Dry = parse.Last(dry),
            VerifyTls = !parse.GetValue(noVerifyTls),
            RollbackStrategy = parse.Last(rollbackStrategy),
            HypothesisStrategy = parse.Last(hypothesisStrategy),
            HypothesisFrequency = parse.LastNumber(hypothesisFrequency, 0, MostSeconds) ?? 1,
            FailFast = parse.GetValue(failFast) || parse.IsGiven(failFastRatio),
            FailFastRatio = parse.LastNumber(failFastRatio, 0, 1),
            Timeout = parse.LastNumber(timeout, 0, MostSeconds) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            KeepsFaults = parse.GetValue(noUndo),
            VerifiesRestoration = parse.GetValue(verifyRestoration),
            Python = parse.Last(python),
            Vars = parse.All(vars),
            VarFiles = parse.Files(varFiles),
            ControlFiles = parse.Files(controlFiles),
        };
        var (print, mayProbe) = (parse.Last(format) ?? "text", parse.GetValue(probe));
        return (context, cancellationToken) => PlanExperiment.RunAsync(run, print, mayProbe, context, cancellationToken);
    }
}
