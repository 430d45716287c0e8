using System.Reflection;
using ChaosToolkit.Providers;

namespace ChaosToolkit.Reporting;

/// <summary>The formats of reports, by their names.</summary>
/// <param name="services">What they are made with.</param>
public sealed class ReportFormatCatalog(EngineServices services)
{
    private static readonly (ReportFormatAttribute Format, Type Type)[] All =
    [
        .. from type in typeof(ReportFormatCatalog).Assembly.GetTypes()
           let format = type.GetCustomAttribute<ReportFormatAttribute>()
           where format is not null
           orderby format.Name
           select (format, type),
    ];

    private readonly Catalog<IReportFormat> catalog = new([typeof(ReportFormatCatalog).Assembly], services, type => type.GetCustomAttribute<ReportFormatAttribute>()?.Name);

    /// <summary>The names, other names too, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names =>
        [.. All.SelectMany(one => new[] { one.Format.Name, one.Format.Alias }).OfType<string>().Order(StringComparer.Ordinal)];

    /// <summary>The format of a name; <see langword="null"/> when there is none.</summary>
    public IReportFormat? Find(string name) => catalog.Find(All.Select(one => one.Format).FirstOrDefault(format => format.Alias == name)?.Name ?? name);

    /// <summary>The name of the format that a file's ending stands for; <see langword="null"/> when it stands for none.</summary>
    public static string? NameFor(string path) =>
        All.FirstOrDefault(one => one.Format.Endings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase)).Format?.Name;
}
