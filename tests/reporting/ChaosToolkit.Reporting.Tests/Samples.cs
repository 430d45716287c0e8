using ChaosToolkit.Reporting.Journals;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Reporting;

/// <summary>The journals that tests share, and reports of them at a time that never changes.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Created = new(2026, 3, 12, 9, 0, 0, TimeSpan.Zero);

    public static string PathOf(string name) => Repository.At("tests", "reporting", "ChaosToolkit.Reporting.Tests", "Samples", name);

    public static Journal Read(string name, IReadOnlyDictionary<string, string>? variables = null) => JournalReader.Read(name, File.ReadAllBytes(PathOf(name)), variables);

    public static Journal Parse(string json) => JournalReader.Read("journal.json", System.Text.Encoding.UTF8.GetBytes(json));

    public static Report ReportOf(params string[] names) => new([.. names.Select(name => Read(name))], Created);

    public static Report Several(string? title = "Resilience of the shop") => new([.. new[] { "shop-earlier.json", "shop.json", "shop-later.json", "login.json" }.Select(name => Read(name))], Created, title);

    public static byte[] Write(Report report, string format)
    {
        var formats = new ReportFormatCatalog(new(Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance, TimeProvider.System));
        using var target = new MemoryStream();
        (formats.Find(format) ?? throw new InvalidOperationException($"There is no format '{format}'.")).Write(report, target);
        return target.ToArray();
    }

    public static string WriteText(Report report, string format) => System.Text.Encoding.UTF8.GetString(Write(report, format));
}
