using ChaosToolkit.Loading;

namespace ChaosToolkit.Diagnostics;

/// <summary>How much a diagnostic weighs.</summary>
public enum DiagnosticLevel
{
    /// <summary>The document cannot be used as it is.</summary>
    Error,

    /// <summary>The document can be used; probably it does not say what its author meant.</summary>
    Warning,
}

/// <summary>One thing that is wrong in a document: what, where, and what to do about it.</summary>
/// <param name="Code">The code, <c>CTK</c> and four digits: 01 experiment, 02 tolerance, 03 provider, 04 control, 05 configuration and secrets, 06 driver, 07 proxy.</param>
/// <param name="Level">How much it weighs.</param>
/// <param name="Message">What is wrong, in one sentence, quoting what the user wrote.</param>
/// <param name="Span">Where; <see langword="null"/> when it has no place in a source.</param>
/// <param name="Pointer">The JSON pointer of the value concerned; empty for the whole document.</param>
/// <param name="Help">What to do: the nearest name, the known names, the allowed range. <see langword="null"/> where the message says it.</param>
public sealed record Diagnostic(string Code, DiagnosticLevel Level, string Message, SourceSpan? Span, string Pointer, string? Help = null)
{
    /// <summary>An error at a node of a document.</summary>
    public static Diagnostic Error(string code, DocumentNode node, string message, string? help = null) =>
        new(code, DiagnosticLevel.Error, message, node.Span, node.Pointer, help);

    /// <summary>A warning at a node of a document.</summary>
    public static Diagnostic Warning(string code, DocumentNode node, string message, string? help = null) =>
        new(code, DiagnosticLevel.Warning, message, node.Span, node.Pointer, help);

    /// <summary>The diagnostic on one line: <c>file:line:column: error CTK0000: message</c>.</summary>
    public override string ToString() => $"{(Span is null ? "" : Span + ": ")}{(Level == DiagnosticLevel.Error ? "error" : "warning")} {Code}: {Message}";
}
