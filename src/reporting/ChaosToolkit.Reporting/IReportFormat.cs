namespace ChaosToolkit.Reporting;

/// <summary>A format of reports; a class that carries <see cref="ReportFormatAttribute"/> is found by it.</summary>
public interface IReportFormat
{
    /// <summary>Writes a report.</summary>
    /// <param name="report">What to tell.</param>
    /// <param name="target">Where; it stays open.</param>
    void Write(Report report, Stream target);
}

/// <summary>Names a format of reports.</summary>
/// <param name="name">What <c>--export-format</c> calls it.</param>
/// <param name="endings">The endings of files that are in this format when none is named, with their dots.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ReportFormatAttribute(string name, params string[] endings) : Attribute
{
    /// <summary>What <c>--export-format</c> calls it.</summary>
    public string Name { get; } = name;

    /// <summary>The endings of files in this format.</summary>
    public IReadOnlyList<string> Endings { get; } = endings;

    /// <summary>Another name that it goes by; <see langword="null"/> for none.</summary>
    public string? Alias { get; init; }
}
