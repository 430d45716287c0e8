using ChaosToolkit.Verdicts;

namespace ChaosToolkit.Cli;

/// <summary>The exit statuses of the command.</summary>
internal static class ExitCode
{
    /// <summary>It did what it was asked for.</summary>
    public const int Success = 0;

    /// <summary>A run that failed or deviated, an experiment that is not valid, a source or a setting that is not there.</summary>
    public const int Failure = 1;

    /// <summary>A command line that cannot be parsed; nothing was done.</summary>
    public const int Usage = 2;

    /// <summary>What <c>--strict</c> makes of a verdict.</summary>
    public static int Of(VerdictOutcome outcome) => outcome switch
    {
        VerdictOutcome.Passed or VerdictOutcome.Explored => Success,
        VerdictOutcome.Deviated => Failure,
        VerdictOutcome.NotTested => 3,
        VerdictOutcome.NotInjected => 4,
        VerdictOutcome.Interrupted => 5,
        VerdictOutcome.Aborted => 6,
        VerdictOutcome.NotRestored => 7,
        _ => 8, // inconclusive
    };
}
