using ChaosToolkit.Controls.Flow;
using ChaosToolkit.Extensions;
using ChaosToolkit.Loading;
using ChaosToolkit.Providers;

namespace ChaosToolkit.Controls.People;

/// <summary>Holds the run until somebody presses a key.</summary>
[Control(Module = "chaos.controls.prompt")]
internal sealed class PromptControl(EngineServices services) : IControl, IValidatedControl
{
    private static readonly ControlArguments Known = new("chaos.controls.prompt", ControlArgument.Text("message"), Place.Argument);

    private readonly Place place = new();

    public void Validate(DocumentNode control, ValidationContext context) => Known.Validate(control, context);

    public async ValueTask BeforeAsync(ControlContext context, CancellationToken cancellationToken)
    {
        if (place.IsHere(context))
        {
            var message = context.Argument("message", "Press a key to continue");
            await Conversation.AskAsync(
                context, services.Person, message, person => person.ContinueAsync(message, cancellationToken), answer => answer.IsYes ? "continued" : "not asked");
        }
    }
}
