using System.CommandLine;
using ChaosToolkit.Cli.CommandLine;

namespace ChaosToolkit.Cli.Commands;

/// <summary><c>chaos validate SOURCE</c>: says what is wrong with an experiment.</summary>
internal sealed class ValidateCommand : ChaosCommand
{
    private readonly Argument<string> source = new("SOURCE") { Description = "The experiment: a .json, .yaml or .yml file, or an http(s) URL." };
    private readonly Option<bool> noVerifyTls = CommandLineOptions.Flag("--no-verify-tls", "Do not verify the certificate of the source's server.");

    public ValidateCommand() : base("validate", "Check an experiment without running it.")
    {
        Add(source);
        Add(noVerifyTls);
    }

    /// <inheritdoc/>
    public override Work Bind(ParseResult parse)
    {
        var options = new ValidateArguments { Source = parse.GetRequiredValue(source), VerifyTls = !parse.GetValue(noVerifyTls) };
        return (context, cancellationToken) => ValidateExperiment.RunAsync(options, context, cancellationToken);
    }
}
