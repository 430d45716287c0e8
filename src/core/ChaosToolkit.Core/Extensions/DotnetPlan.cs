using System.Text.Json.Nodes;
using ChaosToolkit.Extensions.Results;
using ChaosToolkit.Providers;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Extensions;

/// <summary>The plan of an activity as a function of an extension tells it.</summary>
internal sealed class DotnetPlan(ExtensionFunction function, ActivityCall call, ILoggerFactory loggers) : IPlanHook
{
    // Of the activity's arguments the function takes those that it needs.
    private readonly JsonObject arguments = new(
        (call.Provider["arguments"] as JsonObject ?? [])
            .Where(argument => function.Arguments.Any(parameter => parameter.IsNamed(argument.Key)))
            .Select(argument => KeyValuePair.Create(argument.Key, argument.Value?.DeepClone())));

    /// <summary>Whether a function gives what a plan is to give.</summary>
    public static bool IsPlan(ExtensionFunction function) => (Awaited.ResultOf(function.Method.ReturnType) ?? typeof(void)) == typeof(ActivityPlan);

    public bool IsReadOnly => function.IsReadOnly;

    public IReadOnlyCollection<string> Arguments => [.. arguments.Select(argument => argument.Key)];

    public async Task<ActivityPlan> AskAsync(CancellationToken cancellationToken)
    {
        var provider = (JsonObject)call.Provider.DeepClone();
        provider["arguments"] = arguments.DeepClone();
        var given = DotnetCall.ArgumentsOf(function, call with { Provider = provider }, loggers.CreateLogger(function.Module), cancellationToken);
        return await function.InvokeForObjectAsync(given, cancellationToken).ConfigureAwait(false) as ActivityPlan ?? new ActivityPlan();
    }
}
