using System.Text.Json.Nodes;
using ChaosToolkit.Configuration;
using ChaosToolkit.Values;

namespace ChaosToolkit.Providers.Python;

/// <summary>An activity that is a call of a built-in function, with what its provider says put in place.</summary>
/// <param name="Function">The function.</param>
/// <param name="Arguments">The arguments by name, references replaced.</param>
/// <param name="Context">What the function is given beside them.</param>
public sealed record NativeCall(INativeFunction Function, JsonObject Arguments, NativeContext Context)
{
    /// <summary>Makes the call of an activity.</summary>
    /// <exception cref="ChaosException">The arguments are no object.</exception>
    public static NativeCall Of(INativeFunction function, ActivityCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return new(function, ArgumentsOf(call), new NativeContext(call.Configuration, SecretsOf(call)) { IsLasting = call.IsLasting });
    }

    /// <summary>Calls the function.</summary>
    /// <exception cref="ActivityFailedException">It failed, or does not take these arguments.</exception>
    public Task<JsonNode?> CallAsync(CancellationToken cancellationToken) => Function.CallAsync(Arguments, Context, cancellationToken);

    /// <summary>What takes the call back.</summary>
    /// <exception cref="ActivityFailedException">It cannot be known.</exception>
    public Task<JsonArray> UndoAsync(CancellationToken cancellationToken) => Function.UndoAsync(Arguments, Context, cancellationToken);

    /// <summary>The arguments by name, references replaced.</summary>
    /// <exception cref="ChaosException">They are no object.</exception>
    public static JsonObject ArgumentsOf(ActivityCall call)
    {
        var written = call.Provider["arguments"];
        // Without anything to put in its place, even "$$" stays as it is.
        var arguments = (call.Configuration.Count > 0 || call.Secrets.Count > 0 ? Substitution.Apply(written, call.Configuration, call.Secrets) : written?.DeepClone()) switch
        {
            JsonObject members => members,
            null => [],
            var other => throw new ChaosException($"The arguments of '{call.Name}' are no object: {PythonText.Repr(other)}."),
        };
        foreach (var (name, value) in call.ExtraArguments ?? [])
        {
            arguments[name] = value?.DeepClone();
        }

        return arguments;
    }

    /// <summary>The secrets of the scopes that the provider lists: one flat mapping, merged in the order in which the scopes are listed.</summary>
    public static JsonObject SecretsOf(ActivityCall call)
    {
        var scopes = call.Provider["secrets"] switch
        {
            JsonArray list => list.Select(Value.AsText),
            JsonObject members => members.Select(member => member.Key),
            var one => [Value.AsText(one)],
        };
        var merged = new JsonObject();
        foreach (var scope in scopes)
        {
            if (scope is not null && call.Secrets[scope] is JsonObject secrets)
            {
                foreach (var (name, value) in secrets)
                {
                    merged[name] = value?.DeepClone();
                }
            }
        }

        return merged;
    }
}
