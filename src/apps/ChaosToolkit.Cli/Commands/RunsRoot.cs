using ChaosToolkit.Runs;

namespace ChaosToolkit.Cli.Commands;

/// <summary>The folder of runs that commands look into.</summary>
internal static class RunsRoot
{
    /// <summary>What <c>--run-dir</c> names; that of the working folder when it was not given.</summary>
    public static string Of(string? given) => Path.GetFullPath(given ?? RunFolders.RootIn(Environment.CurrentDirectory));
}
