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
}
