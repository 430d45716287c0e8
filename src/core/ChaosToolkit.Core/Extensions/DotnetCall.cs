using System.Text.Json.Nodes;
using ChaosToolkit.Configuration;
using ChaosToolkit.Extensions.Binding;
using ChaosToolkit.Providers;
using ChaosToolkit.Values;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Extensions;

/// <summary>Makes the arguments of a function from those of a document, and what the engine gives.</summary>
internal static class DotnetCall
{
    /// <summary>The arguments in the order of the parameters.</summary>
    /// <exception cref="ChaosException">The function does not take these arguments, or lacks one.</exception>
    /// <exception cref="ActivityFailedException">A value is not what the function takes.</exception>
    public static object?[] ArgumentsOf(ExtensionFunction function, ActivityCall call, ILogger logger, CancellationToken cancellationToken)
    {
        var given = GivenTo(function, call);
        var arguments = new object?[function.Parameters.Count];
        for (var i = 0; i < arguments.Length; i++)
        {
            var parameter = function.Parameters[i];
            try
            {
                arguments[i] = parameter.Source switch
                {
                    ParameterSource.Cancellation => cancellationToken,
                    ParameterSource.Logger => logger,
                    ParameterSource.Configuration => parameter.Bind(parameter.DotnetType == typeof(JsonObject) ? call.Configuration : ValueCopy.Of(call.Configuration)),
                    ParameterSource.Secrets => SecretsFor(parameter, call),
                    _ => given[i].IsGiven ? parameter.Bind(given[i].Value)
                        : parameter.HasDefault ? parameter.DefaultValue
                        : throw new ChaosException($"The function '{function.Name}' of '{function.Module}' needs the argument '{parameter.Name}', which is not given."),
                };
            }
            catch (BindingException exception)
            {
                throw new ActivityFailedException($"{exception.Message} {exception.Help}".TrimEnd(), exception);
            }
        }

        return arguments;
    }

    /// <summary>The secrets of the scopes that a provider lists, in its order, without the scopes' names; <see langword="null"/> when it lists none.</summary>
    public static JsonObject? ListedSecrets(JsonNode? listed, JsonObject secrets)
    {
        if (listed is not JsonArray { Count: > 0 } scopes)
        {
            return null;
        }

        var flat = new JsonObject();
        foreach (var scope in scopes)
        {
            foreach (var (key, value) in Value.AsText(scope) is { } name ? secrets[name] as JsonObject ?? [] : [])
            {
                flat[key] = ValueCopy.Of(value);
            }
        }

        return flat;
    }

    private static object? SecretsFor(ExtensionParameter parameter, ActivityCall call) =>
        ListedSecrets(call.Provider["secrets"], call.Secrets) is { } listed ? parameter.Bind(listed)
        : parameter.HasDefault ? parameter.DefaultValue
        : parameter.Bind(new JsonObject());

    private static (bool IsGiven, JsonNode? Value)[] GivenTo(ExtensionFunction function, ActivityCall call)
    {
        var given = new (bool, JsonNode?)[function.Parameters.Count];
        var written = call.Provider["arguments"] switch
        {
            null => null,
            var arguments => Substitution.Apply(arguments, call.Configuration, call.Secrets) as JsonObject
                ?? throw new ChaosException($"The arguments of the function '{function.Name}' must be an object."),
        };
        foreach (var (name, value) in written ?? [])
        {
            Give(name, value);
        }

        foreach (var (name, value) in call.ExtraArguments ?? [])
        {
            Give(name, value);
        }

        return given;

        void Give(string name, JsonNode? value)
        {
            // An argument for what the engine gives is overruled, as in Python.
            for (var i = 0; i < given.Length; i++)
            {
                if (function.Parameters[i].IsNamed(name))
                {
                    given[i] = (true, value);
                    return;
                }
            }

            throw new ChaosException($"The function '{function.Name}' of '{function.Module}' takes no argument '{name}'.");
        }
    }
}
