using System.Globalization;
using System.Text.Json.Nodes;
using ChaosToolkit.Values;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ChaosToolkit.Loading;

/// <summary>Reads YAML simply.</summary>
public static class YamlDocumentReader
{
    /// <summary>Reads a text as YAML.</summary>
    /// <exception cref="LoadingException">The text is no YAML.</exception>
    public static LoadedDocument Read(SourceText source)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(source.Text));
        }
        catch (YamlException error)
        {
            throw new LoadingException($"{source.Name}: {error.Message}", error);
        }

        var root = stream.Documents.Count == 0 ? null : Convert(stream.Documents[0].RootNode);
        return new LoadedDocument(root, new SourceNode { Value = new SourceRange(1, 1, 1, 1) }, source);
    }

    private static JsonNode? Convert(YamlNode node)
    {
        switch (node)
        {
            case YamlMappingNode mapping:
                var members = new JsonObject();
                foreach (var (key, value) in mapping.Children)
                {
                    members[((YamlScalarNode)key).Value ?? ""] = Convert(value);
                }

                return members;
            case YamlSequenceNode sequence:
                return new JsonArray([.. sequence.Children.Select(Convert)]);
            case YamlScalarNode { Style: not ScalarStyle.Plain } quoted:
                return Value.Text(quoted.Value ?? "");
            default:
                var text = ((YamlScalarNode)node).Value ?? "";
                return text switch
                {
                    "" or "~" or "null" => null,
                    "true" or "yes" or "on" => JsonValue.Create(true),
                    "false" or "no" or "off" => JsonValue.Create(false),
                    _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => JsonValue.Create(whole),
                    _ when text.Contains('.') && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => Value.Float(number),
                    _ => Value.Text(text),
                };
        }
    }
}
