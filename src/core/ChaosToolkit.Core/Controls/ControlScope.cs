using System.Text.Json.Nodes;
using ChaosToolkit.Running;

namespace ChaosToolkit.Controls;

/// <summary>The controls around one part of a run: called before it, and after it however it ended.</summary>
internal sealed class ControlScope(ControlSet controls, ControlLevel level, JsonObject context, RunContext run, List<JsonObject> declarations)
{
    public async Task BeforeAsync(CancellationToken cancellationToken)
    {
        if (declarations.Count > 0)
        {
            await CallAsync("before", null, cancellationToken);
        }
    }

    public async Task AfterAsync(JsonNode? state, CancellationToken cancellationToken)
    {
        if (declarations.Count == 0)
        {
            return;
        }

        if (!cancellationToken.IsCancellationRequested)
        {
            await CallAsync("after", state, cancellationToken);
            return;
        }

        // The part was cut short; its controls still get their turn, and a time in which to end.
        using var turn = new CancellationTokenSource(run.Patience, run.Time);
        await CallAsync("after", state, turn.Token);
    }

    private async Task CallAsync(string moment, JsonNode? state, CancellationToken cancellationToken)
    {
        try
        {
            await controls.CallAsync(declarations, moment, declaration => run.ContextOf(declaration, level, context, state), cancellationToken);
        }
        catch (OperationCanceledException) when (run.Interruption.Token.IsCancellationRequested)
        {
            throw new RunInterruptedException(run.Interruption.Cause);
        }
    }
}
