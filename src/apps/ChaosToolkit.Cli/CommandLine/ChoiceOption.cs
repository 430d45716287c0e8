using System.CommandLine;
using System.CommandLine.Parsing;
using ChaosToolkit.Diagnostics;

namespace ChaosToolkit.Cli.CommandLine;

/// <summary>An option whose value must be one of a few; of one given twice the last counts.</summary>
internal sealed class ChoiceOption : Option<string?>
{
    /// <summary>Makes one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What the help says.</param>
    /// <param name="choices">What the value may be.</param>
    public ChoiceOption(string name, string description, IReadOnlyCollection<string> choices) : base(name)
    {
        Choices = choices;
        Description = description;
        HelpName = string.Join('|', choices);
        Arity = CommandLineOptions.Once;
        CustomParser = result => result.Tokens[^1].Value;
    }

    /// <summary>What the value may be.</summary>
    public IReadOnlyCollection<string> Choices { get; }

    /// <summary>A value that is still accepted, and not told of.</summary>
    public string? Old { get; init; }

    /// <summary>Checks the value.</summary>
    /// <exception cref="UsageException">It is none of the choices.</exception>
    public void Check(OptionResult result)
    {
        if (result.Tokens is [.., var last] && last.Value != Old && !Choices.Contains(last.Value))
        {
            throw new UsageException($"{Name} cannot be '{last.Value}'. {Spelling.Suggest(last.Value, Choices)}");
        }
    }
}
