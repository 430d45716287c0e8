using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace ChaosToolkit.Telemetry;

/// <summary>The span that code is called within, for those to whom it is handed on: W3C <c>traceparent</c> and <c>tracestate</c>.</summary>
/// <param name="Parent">The header's value.</param>
/// <param name="State">The header's value; <see langword="null"/> for none.</param>
public sealed record TraceContext(string Parent, string? State)
{
    /// <summary>The environment variables that hand a context on between processes.</summary>
    internal const string ParentVariable = "TRACEPARENT", StateVariable = "TRACESTATE";

    /// <summary>Whether there ever was a span; without one nothing of tracing is loaded.</summary>
    internal static bool IsUsed { get; set; }

    /// <summary>The context of the run's span; <see langword="null"/> where runs are not traced.</summary>
    public static TraceContext? Current => IsUsed ? Read() : null;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TraceContext? Read() =>
        Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } id } span && span.Source.Name == TelemetryOptions.SourceName ? new(id, string.IsNullOrEmpty(span.TraceStateString) ? null : span.TraceStateString) : null;
}
