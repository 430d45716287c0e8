using System.CommandLine;

namespace ChaosToolkit.Cli.CommandLine;

/// <summary>What a command does once its command line is understood; gives the exit status.</summary>
internal delegate Task<int> Work(CliContext context, CancellationToken cancellationToken);

/// <summary>A command: declares what may stand on its command line, and reads it.</summary>
internal abstract class ChaosCommand(string name, string description) : Command(name, description)
{
    /// <summary>Reads the command line; paths are relative to the current folder.</summary>
    /// <exception cref="UsageException">Something on it cannot be used.</exception>
    public abstract Work Bind(ParseResult parse);
}
