using System.Text.Json.Nodes;
using ChaosToolkit.Controls;
using ChaosToolkit.Extensions;
using ChaosToolkit.Running;
using Microsoft.Extensions.Logging;

namespace Acme.Shop;

/// <summary>Notes who changed the shop and when: each action gets a member <c>audit</c> in the journal.</summary>
[Control(Module = "acme.shop.audit")]
public sealed class AuditControl(ILogger logger) : IControl, IRunEventHandler
{
    private int actions;

    /// <inheritdoc/>
    public ValueTask BeforeAsync(ControlContext context, CancellationToken cancellationToken)
    {
        if (context.Level == ControlLevel.Activity && (string?)context.Context?["type"] == "action")
        {
            actions++;
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask AfterAsync(ControlContext context, CancellationToken cancellationToken)
    {
        if (context is { Level: ControlLevel.Activity, State: JsonObject entry } && (string?)context.Context?["type"] == "action")
        {
            entry["audit"] = $"{context.Argument("by", "somebody")}, change {actions}";
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask HandleAsync(RunEvent moment, CancellationToken cancellationToken)
    {
        if (moment.Name == "finish")
        {
            logger.LogInformation("The shop was changed {Count} times", actions);
        }

        return ValueTask.CompletedTask;
    }
}
