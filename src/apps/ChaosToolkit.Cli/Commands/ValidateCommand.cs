using System.CommandLine;
using ChaosToolkit.Cli.CommandLine;
using ChaosToolkit.Cli.Validation;

namespace ChaosToolkit.Cli.Commands;

/// <summary><c>chaos validate SOURCE...</c>: says what is wrong with experiments.</summary>
internal sealed class ValidateCommand : ChaosCommand
{
    private readonly Argument<string[]> sources = new("SOURCE")
    {
        Description = "The experiments: .json, .yaml or .yml files, patterns such as 'experiments/**/*.yaml', or http(s) URLs.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly ChoiceOption format = new("--format", "How to tell of problems; text when not given. The others are printed to standard output.", ["text", .. ReportFormats.ByName.Keys]);
    private readonly Option<bool> noVerifyTls = CommandLineOptions.Flag("--no-verify-tls", "Do not verify the certificate of the source's server.");

    public ValidateCommand() : base("validate", "Check experiments without running them.")
    {
        Add(sources);
        Add(format);
        Add(noVerifyTls);
    }

    /// <inheritdoc/>
    public override Work Bind(ParseResult parse)
    {
        var options = new ValidateArguments
        {
            Sources = parse.GetRequiredValue(sources),
            Format = parse.Last(format) ?? "text",
            VerifyTls = !parse.GetValue(noVerifyTls),
        };
        return (context, cancellationToken) => ValidateExperiment.RunAsync(options, context, cancellationToken);
    }
}
