using System.CommandLine;
using ChaosToolkit.Cli.CommandLine;
using ChaosToolkit.Model.Shapes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Cli.Commands;

/// <summary><c>chaos schema</c>: prints the JSON schema of experiments, for editors.</summary>
internal sealed class SchemaCommand() : ChaosCommand("schema", "Print the JSON schema of experiments, for editors.")
{
    /// <inheritdoc/>
    public override Work Bind(ParseResult parse) => async (context, _) =>
    {
        await using var engine = context.NewEngine(python: null);
        await context.Output.WriteLineAsync(JsonText.Of(ExperimentSchema.Of(engine.Providers, engine.Tolerances), indented: true));
        return ExitCode.Success;
    };
}
