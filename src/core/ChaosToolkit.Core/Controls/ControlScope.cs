using System.Text.Json.Nodes;
using ChaosToolkit.Running;

namespace ChaosToolkit.Controls;

/// <summary>The controls around one part of a run: called before it, and after it however it ended.</summary>
internal sealed class ControlScope(ControlSet controls, ControlLevel level, JsonObject context, RunContext run, List<JsonObject> declarations)
{
    public Task BeforeAsync(CancellationToken cancellationToken) => HasControls ? CallAsync("before", null, cancellationToken) : Task.CompletedTask;

    /// <summary>Where the part was cut short its controls still get their turn, and a time in which to end.</summary>
    /// <param name="state">What they are shown of it.</param>
    /// <param name="cancellationToken">Cancelled when the run is to end.</param>
    /// <param name="activity">The number of the activity; <see langword="null"/> for another part of the run.</param>
    public Task AfterAsync(JsonNode? state, CancellationToken cancellationToken, int? activity = null) =>
        HasControls ? CallAsync("after", state, cancellationToken, activity) : Task.CompletedTask;

    private bool HasControls => declarations.Count > 0;

    private async Task CallAsync(string moment, JsonNode? state, CancellationToken cancellationToken, int? activity = null)
    {
        run.Flush();
        try
        {
            await controls.CallAsync(declarations, moment, declaration => run.ContextOf(declaration, level, context, state), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new RunInterruptedException(run.Interruption.Cause);
        }
        finally
        {
            run.Log.ControlsWereCalled(activity, isThorough: level is not (ControlLevel.Activity or ControlLevel.Hypothesis));
        }
    }
}
