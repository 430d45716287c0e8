using System.Text.Json.Nodes;
using ChaosToolkit.Running;

namespace ChaosToolkit.Controls;

/// <summary>The controls around one part of a run: called before it, and after it however it ended.</summary>
internal sealed class ControlScope(ControlSet controls, ControlLevel level, JsonObject context, RunContext run, List<JsonObject> declarations)
{
    /// <summary>Whether no control is to be called.</summary>
    public bool IsEmpty => declarations.Count == 0;

    public Task BeforeAsync(CancellationToken cancellationToken) => IsEmpty ? Task.CompletedTask : CallAsync("before", null, cancellationToken);

    /// <summary>Where the part was cut short its controls still get their turn, and a time in which to end.</summary>
    /// <param name="state">What they are shown of it.</param>
    /// <param name="cancellationToken">Cancelled when the run is to end.</param>
    /// <param name="activity">The number of the activity; <see langword="null"/> for another part of the run.</param>
    public Task AfterAsync(JsonNode? state, CancellationToken cancellationToken, int? activity = null) =>
        IsEmpty ? Task.CompletedTask : CallAsync("after", state, cancellationToken, activity);

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
