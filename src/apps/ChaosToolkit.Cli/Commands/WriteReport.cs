using ChaosToolkit.Cli.CommandLine;
using ChaosToolkit.Cli.Validation;
using ChaosToolkit.Diagnostics;
using ChaosToolkit.Journaling;
using ChaosToolkit.Providers;
using ChaosToolkit.Reporting;
using ChaosToolkit.Reporting.Journals;
using ChaosToolkit.Values;

namespace ChaosToolkit.Cli.Commands;

/// <summary>Makes a report: reads the journals, then writes the whole of it or nothing.</summary>
internal static class WriteReport
{
    public static async Task<int> RunAsync(ReportArguments arguments, CliContext context)
    {
        var formats = new ReportFormatCatalog(new EngineServices(context.Loggers, context.Time));
        var name = arguments.Format ?? ReportFormatCatalog.NameFor(arguments.Report)
            ?? throw new UsageException($"The ending of '{arguments.Report}' says no format. Give one with --export-format: {string.Join(", ", ReportFormatCatalog.Names)}.");
        var format = formats.Find(name) ?? throw new UsageException($"--export-format cannot be '{name}'. {Spelling.Suggest(name, ReportFormatCatalog.Names)}");

        // As texts; secrets are never shown.
        var variables = GivenFiles.ReadVariables(arguments.Vars, arguments.VarFiles).Configuration.ToDictionary(entry => entry.Key, entry => PythonText.Of(entry.Value), StringComparer.Ordinal);
        var journals = arguments.Journals.SelectMany(SourcePattern.Expand).Distinct(StringComparer.Ordinal)
            .Where(path => Path.GetFullPath(path) != Path.GetFullPath(arguments.Report))
            .Select(path => JournalReader.Read(path, variables)).ToList();
        if (journals.Count == 0)
        {
            throw new UsageException("There is no journal to report on: the report's own file does not count.");
        }

        // A title may hold references as well.
        var title = arguments.Title is null ? null : Fill(arguments.Title, variables);
        var report = new Report(journals, context.Time.GetUtcNow(), title);
        using var content = new MemoryStream();
        format.Write(report, content);
        Save(arguments.Report, content.GetBuffer().AsMemory(0, (int)content.Length));
        await context.Output.WriteLineAsync($"Report generated as '{arguments.Report}'");
        return ExitCode.Success;
    }

    private static void Save(string path, ReadOnlyMemory<byte> content)
    {
        try
        {
            WholeFile.Write(path, content);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ChaosException($"The report cannot be written to '{path}': {error.Message}", error);
        }
    }

    private static string Fill(string text, IReadOnlyDictionary<string, string> variables) =>
        variables.Aggregate(text, (filled, variable) => filled.Replace($"${{{variable.Key}}}", variable.Value, StringComparison.Ordinal));
}
