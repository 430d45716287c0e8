using System.Text.Json.Nodes;
using ChaosToolkit.Controls.Flow;
using ChaosToolkit.Extensions;
using ChaosToolkit.Loading;
using ChaosToolkit.Providers;
using ChaosToolkit.Values;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Controls.People;

/// <summary>Asks before each activity, or before another part of the run, whether it is to be played. No skips the activity, or ends the run.</summary>
[Control(Module = "chaos.controls.confirm")]
internal sealed class ConfirmControl(EngineServices services, ILogger logger) : IControl, IValidatedControl
{
    private static readonly ControlArguments Known = new(
        "chaos.controls.confirm", ControlArgument.Text("message"), ControlArgument.OneOf("otherwise", "skip", "abort"), Place.Argument);

    private readonly Place place = new();

    public void Validate(DocumentNode control, ValidationContext context) => Known.Validate(control, context);

    public async ValueTask BeforeAsync(ControlContext context, CancellationToken cancellationToken)
    {
        var isHere = context.Argument("at", "").Length > 0 ? place.IsHere(context) : context.Level == ControlLevel.Activity;
        if (!isHere || context.Run is not { } run)
        {
            return;
        }

        var activity = context.Level == ControlLevel.Activity ? context.Context as JsonObject : null;
        var what = activity is null ? WordFor(context.Level) : $"the {Value.AsText(activity["type"])} '{PythonText.Of(activity["name"])}'";
        var question = context.Argument("message", $"Play {what}?");
        var answer = await Conversation.AskAsync(
            context, services.Person, question, person => person.ConfirmAsync(question, cancellationToken), answer => answer.IsYes ? "yes" : "no");
        if (answer is null or { IsYes: true })
        {
            return;
        }

        if (activity is null || context.Argument("otherwise", "skip") == "abort")
        {
            if (!run.Interruption.IsEnding)
            {
                throw Ending.Interruption(context, $"{answer.By} answered no to \"{question}\": the run ends");
            }
        }
        else
        {
            run.Directions.Bypass(activity, $"{answer.By} answered no to \"{question}\"");
            logger.LogWarning("{Activity} is skipped: {Person} answered no", char.ToUpperInvariant(what[0]) + what[1..], answer.By);
        }
    }

    private static string WordFor(ControlLevel level) => level switch
    {
        ControlLevel.Hypothesis => "the steady-state hypothesis",
        ControlLevel.Method => "the method",
        ControlLevel.Rollback => "the rollbacks",
        _ => "the experiment",
    };
}
