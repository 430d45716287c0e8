using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Loading;

/// <summary>Makes the value of a scalar, and the text of a scalar that is a key.</summary>
internal sealed class YamlScalarConstructor(SourceText source)
{
    public JsonNode? Construct(YamlScalar scalar)
    {
        var type = TypeOf(scalar);
        return type switch
        {
            "null" => null,
            "str" or "merge" => Value.Text(scalar.Text),
            "bool" => scalar.Text.ToLowerInvariant() switch
            {
                "yes" or "true" or "on" => JsonValue.Create(true),
                "no" or "false" or "off" => JsonValue.Create(false),
                _ => throw Unfit(scalar, type),
            },
            "int" when scalar.Text.Length > DocumentLimits.MaxDigits => throw new LoadingException(LoadingDiagnostics.TooManyDigits(SpanOf(scalar))),
            "int" => Value.Integer(YamlNumbers.Integer(scalar.Text) ?? throw Unfit(scalar, type)),
            "float" => Value.Float(YamlNumbers.Float(scalar.Text) ?? throw Unfit(scalar, type)),
            "timestamp" => Value.Text(YamlTimestamps.Format(scalar.Text) ?? throw Unfit(scalar, type)),
            "binary" => Value.Bytes(Bytes(scalar) ?? throw Unfit(scalar, type)),
            _ => throw Unfit(scalar, type),
        };
    }

    /// <summary>The key as Python's <c>json.dumps</c> writes it.</summary>
    public string KeyOf(YamlNode key)
    {
        if (YamlMerging.TargetOf(key) is not YamlScalar scalar)
        {
            throw new LoadingException(LoadingDiagnostics.KeyIsNoScalar(SpanOf(key)));
        }

        var value = Construct(scalar);
        return Value.KindOf(value) switch
        {
            ValueKind.Text => Value.AsText(value)!, // its kind says that there is one
            ValueKind.Float when Value.AsDouble(value) is { } number && !double.IsFinite(number) => double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity",
            ValueKind.Bytes => System.Text.Encoding.UTF8.GetString(Value.AsBytes(value) ?? []),
            _ => JsonText.Of(value),
        };
    }

    /// <summary>Whether the key says that its value is to be merged.</summary>
    public bool IsMerge(YamlNode key) => YamlMerging.TargetOf(key) is YamlScalar scalar && TypeOf(scalar) == "merge";

    private string TypeOf(YamlScalar scalar) => YamlTags.Of(source, scalar) ?? (scalar.IsPlain ? YamlScalars.TypeOf(scalar.Text) : "str");

    private static byte[]? Bytes(YamlScalar scalar)
    {
        // Python passes over what is not of the alphabet.
        var text = string.Concat(scalar.Text.Where(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '='));
        var buffer = new byte[text.Length];
        return Convert.TryFromBase64String(text, buffer, out var length) ? buffer[..length] : null;
    }

    private LoadingException Unfit(YamlScalar scalar, string type)
    {
        var what = type switch
        {
            "timestamp" => "a date",
            "int" => "an integer",
            "float" => "a float",
            "bool" => "a boolean",
            _ => "!!" + type,
        };
        return new LoadingException(LoadingDiagnostics.TagDoesNotFit(SpanOf(scalar), what, $"'{UnicodeText.Shown(scalar.Text)}'"));
    }

    private SourceSpan SpanOf(YamlNode node) => new(source, node.Place);
}
