using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace ChaosToolkit.Extensions;

/// <summary>What an extension has, as a discovery document: the same form that Python extensions are described in.</summary>
public static class ExtensionDiscovery
{
    /// <summary>Describes an extension.</summary>
    /// <param name="extension">The extension, which was loaded.</param>
    /// <param name="time">The clock, for the document's date.</param>
    /// <returns>
    /// <c>extension</c>, <c>target</c>, <c>activities</c> (each with <c>type</c>, <c>name</c>, <c>mod</c>, <c>doc</c>, <c>arguments</c> and <c>return_type</c>), and
    /// beyond the original's members <c>controls</c>, <c>plugins</c>, <c>problems</c>, and <c>load_by</c>: the provider type that experiments write.
    /// </returns>
    public static JsonObject DocumentOf(Extension extension, TimeProvider time)
    {
        var documentation = DocumentationFile.Beside(extension.Library);
        return new JsonObject
        {
            ["chaoslib_version"] = Journaling.JournalBuilder.LibraryVersion,
            ["id"] = Guid.NewGuid().ToString(),
            ["target"] = extension.Name,
            ["date"] = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
            ["platform"] = RuntimeInformation.OSDescription,
            ["extension"] = new JsonObject { ["name"] = extension.Name, ["version"] = extension.Version },
            ["load_by"] = "dotnet",
            ["activities"] = ListOf(extension.Functions.Where(function => function.IsActivity).Select(function => ActivityOf(function, documentation))),
            ["controls"] = ListOf(extension.Controls.Select(control => Described(new JsonObject { ["type"] = "control", ["mod"] = control.Module }, documentation.SummaryOf(control.Type)))),
            ["plugins"] = ListOf(extension.Functions.Where(function => function.Kind == ExtensionFunctionKind.Notifier)
                .Select(function => Described(new JsonObject { ["type"] = "notifier", ["name"] = function.Name, ["mod"] = function.Module }, documentation.SummaryOf(function.Method)))),
            ["problems"] = new JsonArray([.. extension.Problems.Select(problem => JsonValue.Create(problem))]),
            ["system"] = null,
        };
    }

    private static JsonObject ActivityOf(ExtensionFunction function, DocumentationFile documentation)
    {
        var activity = new JsonObject
        {
            ["type"] = NameOf(function.Kind),
            ["name"] = function.Name,
            ["mod"] = function.Module,
            ["doc"] = documentation.SummaryOf(function.Method),
            ["arguments"] = ListOf(function.Parameters
                .Where(parameter => parameter.Source is ParameterSource.Argument or ParameterSource.Configuration or ParameterSource.Secrets).Select(ArgumentOf)),
        };
        if (function.ResultType is { } type)
        {
            activity["return_type"] = type;
        }

        return activity;
    }

    /// <summary>The name of a kind in documents.</summary>
    public static string NameOf(ExtensionFunctionKind kind) => ExtensionNames.Snake(kind.ToString());

    private static JsonObject ArgumentOf(ExtensionParameter parameter)
    {
        var argument = new JsonObject { ["name"] = parameter.Name };
        if (!parameter.IsRequired)
        {
            argument["default"] = parameter.Default;
        }

        argument["type"] = parameter.Source == ParameterSource.Argument ? parameter.Type : "mapping";
        return argument;
    }

    private static JsonObject Described(JsonObject one, string? summary)
    {
        one["doc"] = summary;
        return one;
    }

    private static JsonArray ListOf(IEnumerable<JsonObject> items) => new([.. items]);
}
