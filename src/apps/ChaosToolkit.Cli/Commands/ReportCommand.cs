using System.CommandLine;
using ChaosToolkit.Cli.CommandLine;

namespace ChaosToolkit.Cli.Commands;

/// <summary><c>chaos report JOURNAL... REPORT</c>: makes a report of journals.</summary>
internal sealed class ReportCommand : ChaosCommand
{
    /// <summary>The formats. They stand here too, so that only this command loads what writes them; a test compares.</summary>
    public static readonly IReadOnlyList<string> Formats = ["html", "html5", "json", "junit", "markdown", "pdf"];

    private readonly Argument<string[]> paths = new("JOURNAL... REPORT")
    {
        Description = "The journals, or patterns such as 'journals/**/*.json', then the file to write.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly ChoiceOption format = new("--export-format", "The format; when not given the ending of REPORT says it: .html, .pdf, .md, .xml, .json.", Formats);
    private readonly Option<string?> title = CommandLineOptions.Value("--title", "TITLE", "The report's title; the experiment's when not given.");
    private readonly Option<string[]> vars = CommandLineOptions.Many("--var", "KEY[:TYPE]=VALUE", "Put a value in the place of ${KEY} in the report's texts; TYPE is str, int, float, bool, bytes or json.");
    private readonly Option<string[]> varFiles = CommandLineOptions.Many("--var-file", "FILE", "The same from the 'configuration' of a JSON or YAML file.");

    public ReportCommand() : base("report", "Make a report of one or more journals.")
    {
        Add(paths);
        Add(format);
        Add(title);
        Add(vars);
        Add(varFiles);
    }

    /// <inheritdoc/>
    public override Work Bind(ParseResult parse)
    {
        if (parse.GetRequiredValue(paths) is not [.. { Length: > 0 } journals, var report])
        {
            throw new UsageException("There are at least one journal and the report to give: chaos report journal.json report.html");
        }

        var options = new ReportArguments
        {
            Journals = journals,
            Report = report,
            Format = parse.Last(format),
            Title = parse.Last(title),
            Vars = parse.All(vars),
            VarFiles = parse.Files(varFiles),
        };
        return (context, _) => WriteReport.RunAsync(options, context);
    }
}
