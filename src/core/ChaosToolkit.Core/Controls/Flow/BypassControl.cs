using System.Text.Json.Nodes;
using ChaosToolkit.Extensions;
using ChaosToolkit.Loading;
using ChaosToolkit.Providers;
using ChaosToolkit.Providers.Python;
using ChaosToolkit.Values;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Controls.Flow;

/// <summary>Has activities left out: those of a type, those of some names, or the one it is declared on.</summary>
[Control(Module = "chaos.controls.bypass")]
[PythonModule("chaosaddons.controls.bypass")]
internal sealed class BypassControl(ILogger logger) : IControl, IValidatedControl
{
    private static readonly ControlArguments Known = new(
        "chaos.controls.bypass", ControlArgument.OneOf("target_type", "probe", "action"), ControlArgument.Texts("target_names"), ControlArgument.Any("when"));

    public void Validate(DocumentNode control, ValidationContext context) => Known.Validate(control, context);

    public ValueTask BeforeAsync(ControlContext context, CancellationToken cancellationToken)
    {
        if (context is { Level: ControlLevel.Activity, Context: JsonObject activity, Run: { } run } && IsMeant(context, activity))
        {
            var name = PythonText.Of(activity["name"]);
            run.Directions.Bypass(activity, $"by the control '{ControlSet.NameOf(context.Control)}'");
            logger.LogWarning("The activity '{Activity}' is bypassed by the control '{Control}'", name, ControlSet.NameOf(context.Control));
        }

        return ValueTask.CompletedTask;
    }

    private static bool IsMeant(ControlContext context, JsonObject activity)
    {
        var arguments = context.Arguments ?? [];
        if (arguments.TryGetPropertyValue("when", out var when) && !IsTrue(when))
        {
            return false;
        }

        var (type, names) = (Value.AsText(arguments["target_type"]), arguments["target_names"] as JsonArray);
        if (type is null && names is null)
        {
            return (activity["controls"] as JsonArray)?.Contains(context.Control) == true;
        }

        return (type is not null && Value.AsText(activity["type"]) == type) || (Value.AsText(activity["name"]) is { } name && names?.Any(one => Value.AsText(one) == name) == true);
    }

    // A variable from the environment is a text, whatever it says.
    private static bool IsTrue(JsonNode? value) => Value.AsText(value) is { } text
        ? text.Trim().ToUpperInvariant() is not ("" or "FALSE" or "NO" or "0" or "OFF")
        : PythonComparison.IsTrue(value);
}
