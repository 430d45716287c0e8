namespace ChaosToolkit.Cli;

/// <summary>The version of the command; the other part of this class is written by the build, for reading it from the assembly would cost start-up time.</summary>
internal static partial class ToolVersion
{
    /// <summary>What <c>--version</c> prints.</summary>
    public const string Line = "chaos, version " + Text + "\n";
}
