using System.Text.Json.Nodes;
using ChaosToolkit.Notifications;
using ChaosToolkit.Providers;
using ChaosToolkit.Values;

namespace ChaosToolkit.Extensions;

/// <summary>Sends notifications with functions of extensions; a channel that names none is left to the next notifier.</summary>
[Notifications.Notifier("plugin")]
internal sealed class DotnetNotifier(EngineServices services) : INotifier
{
    private const string DefaultFunction = "notify";

    private readonly ExtensionCatalog extensions = ExtensionCatalog.Of(services);

    public async Task<bool> NotifyAsync(JsonObject channel, JsonObject notification, CancellationToken cancellationToken)
    {
        var module = Value.AsText(channel["module"]) ?? "";
        if (extensions.FindNotifier(module, Value.AsText(channel["func"]) ?? DefaultFunction) is not { } function)
        {
            return false;
        }

        var logger = services.Loggers.CreateLogger(module);
        var arguments = function.Parameters.Select(parameter => parameter.Source switch
        {
            ParameterSource.Cancellation => cancellationToken,
            ParameterSource.Logger => logger,
            _ when parameter.IsNamed("channel") => parameter.Bind(channel),
            _ when parameter.IsNamed("notification") => parameter.Bind(notification),
            _ => parameter.HasDefault ? parameter.DefaultValue
                : throw new ChaosException($"A notifier takes 'channel' and 'notification', not '{parameter.Name}'."),
        }).ToArray();
        await function.InvokeAsync(arguments, cancellationToken).ConfigureAwait(false);
        return true;
    }
}
