namespace ChaosToolkit.Cli.CommandLine;

/// <summary>The command line cannot be used: the message and the usage are shown, the exit status is 2.</summary>
/// <param name="message">What is wrong, quoting what was written.</param>
internal sealed class UsageException(string message) : ChaosException(message);
