using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChaosToolkit.Extensions.Binding;
using ChaosToolkit.Providers;
using ChaosToolkit.Values;

namespace ChaosToolkit.Extensions.Results;

/// <summary>What a function gave, as a value for the journal: names in snake_case, times as ISO 8601, durations in seconds.</summary>
internal static class ResultValue
{
    // What is nested deeper most likely holds itself.
    private const int Deepest = 100;

    /// <exception cref="ActivityFailedException">The result is nested too deep.</exception>
    public static JsonNode? Of(object? result) => Of(result, 0);

    private static JsonNode? Of(object? result, int depth)
    {
        if (depth > Deepest)
        {
            throw new ActivityFailedException($"The result is nested more than {Deepest} levels deep; it may hold itself.");
        }

        return result switch
        {
            null or DBNull => null,
            JsonNode node => ValueCopy.Of(node),
            JsonElement element => NodeOf(element.GetRawText()),
            JsonDocument document => NodeOf(document.RootElement.GetRawText()),
            string text => Value.Text(text),
            bool truth => JsonValue.Create(truth),
            Enum name => Value.Text(EnumBinding.NameOf(name)),
            sbyte or byte or short or ushort or int or uint or long => JsonValue.Create(Convert.ToInt64(result)),
            ulong number => Value.Integer(number),
            BigInteger number => Value.Integer(number),
            double number => Value.Float(number),
            float number => Value.Float(float.IsFinite(number) ? double.Parse(number.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : number),
            decimal number => NodeOf(number.ToString(CultureInfo.InvariantCulture) is var digits && digits.Contains('.') ? digits : digits + ".0"),
            TimeSpan time => Value.Float(time.TotalSeconds),
            DateTimeOffset moment => Value.Text(moment.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture)),
            DateTime moment => Value.Text(moment.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture)),
            DateOnly or TimeOnly => Value.Text(((IFormattable)result).ToString("O", CultureInfo.InvariantCulture)),
            byte[] bytes => Value.Text(ByteText.Decode(bytes)),
            Exception exception => Value.Text(exception.Message),
            Type type => Value.Text(type.FullName ?? type.Name),
            ITuple tuple => ListOf(Enumerable.Range(0, tuple.Length).Select(index => tuple[index]), depth),
            IDictionary dictionary => ObjectOf(dictionary.Keys.Cast<object>().Select(key => (KeyOf(key), dictionary[key])), depth),
            IEnumerable items => PairsOf(items) is { } pairs ? ObjectOf(pairs, depth) : ListOf(items.Cast<object?>(), depth),
            Uri address => Value.Text(address.OriginalString),
            _ when PlainText(result) is { } text => Value.Text(text),
            _ => ObjectOf(MembersOf(result), depth),
        };
    }

    private static JsonNode? NodeOf(string json) => ParsedJson.TryParse(json, out var node) ? node : null;

    private static JsonArray ListOf(IEnumerable<object?> items, int depth)
    {
        var list = new JsonArray();
        foreach (var item in items)
        {
            list.Add(Of(item, depth + 1));
        }

        return list;
    }

    private static JsonObject ObjectOf(IEnumerable<(string Key, object? Value)> members, int depth)
    {
        var made = new JsonObject();
        foreach (var (key, value) in members)
        {
            made[key] = Of(value, depth + 1);
        }

        return made;
    }

    // Dictionaries that are only generic.
    private static IEnumerable<(string, object?)>? PairsOf(IEnumerable items)
    {
        var pair = Array.Find(
            items.GetType().GetInterfaces(), one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))?.GetGenericArguments();
        if (pair is null)
        {
            return null;
        }

        var type = typeof(KeyValuePair<,>).MakeGenericType(pair);
        var (key, value) = (type.GetProperty("Key")!, type.GetProperty("Value")!); // a pair has both
        return items.Cast<object>().Select(one => (KeyOf(key.GetValue(one)!), value.GetValue(one))); // a key is not null
    }

    private static string KeyOf(object key) => PythonText.Of(Of(key));

    // Types that print themselves as what they are and can be read back: Guid, Version, IPAddress.
    private static string? PlainText(object result) =>
        Array.Exists(result.GetType().GetInterfaces(), one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IParsable<>))
            ? result is IFormattable formattable ? formattable.ToString(null, CultureInfo.InvariantCulture) : result.ToString()
            : null;

    private static IEnumerable<(string Key, object? Value)> MembersOf(object result) => ResultMembers.Of(result.GetType())
        .Select(member => (member.Name, member.Property.GetValue(result, BindingFlags.DoNotWrapExceptions, null, null, CultureInfo.InvariantCulture)));
}
