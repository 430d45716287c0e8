using System.Text.Json.Nodes;
using ChaosToolkit.Running;

namespace ChaosToolkit.Controls;

/// <summary>The controls around one part of a run: called before it, and after it however it ended.</summary>
internal sealed class ControlScope(ControlSet controls, ControlLevel level, JsonObject context, RunContext run, List<JsonObject> declarations)
{
    public Task BeforeAsync(CancellationToken cancellationToken) => CallAsync("before", null, cancellationToken);

    /// <summary>Where the part was cut short its controls still get their turn, and a time in which to end.</summary>
    public Task AfterAsync(JsonNode? state, CancellationToken cancellationToken) => CallAsync("after", state, cancellationToken);

    private async Task CallAsync(string moment, JsonNode? state, CancellationToken cancellationToken)
    {
        if (declarations.Count == 0)
        {
            return;
        }

        try
        {
            await controls.CallAsync(declarations, moment, declaration => run.ContextOf(declaration, level, context, state), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new RunInterruptedException(run.Interruption.Cause);
        }
    }
}
