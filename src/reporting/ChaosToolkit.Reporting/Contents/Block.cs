using ChaosToolkit.Reporting.Charts;
using ChaosToolkit.Reporting.Findings;

namespace ChaosToolkit.Reporting.Contents;

/// <summary>A piece of a report. What stands in a report is said once, in blocks; each format knows how to show each.</summary>
internal abstract record Block;

/// <summary>A heading and what belongs to it.</summary>
/// <param name="Level">1 for a run or the overview, 2 and 3 within.</param>
/// <param name="Id">Its name within the report, for links.</param>
/// <param name="Title">The heading.</param>
/// <param name="Blocks">What stands below; made when it is asked for, once.</param>
internal sealed record Section(int Level, string Id, string Title, IEnumerable<Block> Blocks) : Block;

/// <summary>The head of a run: what it was and what came of it, at a glance.</summary>
internal sealed record Hero(string Word, string Headline, Tone Tone, string Description, IReadOnlyList<string> Tags, IReadOnlyList<Fact> Facts) : Block;

/// <summary>A name and a value.</summary>
internal sealed record Fact(string Name, string Value);

/// <summary>What was believed, done and found.</summary>
internal sealed record Story(RunFindings Findings) : Block;

/// <summary>Names and values below each other.</summary>
internal sealed record FactList(string Caption, IReadOnlyList<Fact> Facts) : Block;

/// <summary>Some sentences.</summary>
internal sealed record Prose(string Text) : Block;

/// <summary>A cell of a table.</summary>
/// <param name="Text">What stands in it.</param>
/// <param name="Tone">For a verdict, how good it is; <see langword="null"/> for what is none.</param>
/// <param name="Link">The section it leads to.</param>
/// <param name="Code">Whether it is something for machines.</param>
internal sealed record Cell(string Text, Tone? Tone = null, string? Link = null, bool Code = false);

/// <summary>A table; the first cell of each row names it.</summary>
internal sealed record Table(string Caption, IReadOnlyList<string> Columns, IEnumerable<IReadOnlyList<Cell>> Rows) : Block;

/// <summary>A chart.</summary>
internal sealed record Figure(Chart Chart) : Block;

/// <summary>Text as a machine gave it.</summary>
internal sealed record Code(string Caption, string Text, string? Note = null) : Block;

/// <summary>What was expected beside what was observed.</summary>
internal sealed record Compare(Difference Difference) : Block;

/// <summary>An activity: a line, and more for who wants it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is: <c>action</c>, <c>probe, background</c>.</param>
/// <param name="Word">What came of it.</param>
/// <param name="Tone">How good that is.</param>
/// <param name="When">When it started and how long it took.</param>
/// <param name="Details">All else.</param>
internal sealed record Entry(string Name, string Kind, string Word, Tone Tone, string When, IEnumerable<Block> Details) : Block;
