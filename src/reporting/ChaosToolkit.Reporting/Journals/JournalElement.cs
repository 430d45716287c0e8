using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace ChaosToolkit.Reporting.Journals;

/// <summary>Looks into a journal's JSON and takes nothing for granted: what is missing or of another kind is absent.</summary>
internal static class JournalElement
{
    /// <summary>A member; undefined where there is none.</summary>
    public static JsonElement Get(this JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return default;
        }

        try
        {
            return element.TryGetProperty(name, out var value) ? value : default;
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException)
        {
            // Half a surrogate pair in a name it has, or in the one it is asked for: .NET's reader cannot compare these.
            return element.EnumerateObject().LastOrDefault(member => NameOf(member) == name).Value;
        }
    }

    /// <summary>Whether there is something: neither undefined nor null.</summary>
    public static bool IsThere(this JsonElement element) => element.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    /// <summary>The items of a list; none of what is no list.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element) => element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : [];

    /// <summary>The members of an object, the last of two that have one name; none of what is no object.</summary>
    public static IEnumerable<KeyValuePair<string, JsonElement>> Members(this JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        var members = new OrderedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            members[NameOf(property)] = property.Value;
        }

        return members;
    }

    /// <summary>The text; null for what is none.</summary>
    public static string? AsText(this JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            return Unescaped(element.GetRawText()[1..^1]);
        }
    }

    /// <summary>A number, also one written as text; null for what is none or is not finite.</summary>
    public static double? AsNumber(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number => element.TryGetDouble(out var number) && double.IsFinite(number) ? number : null,
        JsonValueKind.String => double.TryParse(element.AsText(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null,
        _ => null,
    };

    /// <summary>A truth; null for what is none.</summary>
    public static bool? AsTruth(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>A moment; older journals have no offset and mean UTC. Null for what is none, or none of a run.</summary>
    public static DateTimeOffset? AsMoment(this JsonElement element) =>
        DateTimeOffset.TryParse(element.AsText(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment) && Moments.CanBe(moment) ? moment : null;

    private static string NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return Unescaped(Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8PropertyName(property)));
        }
    }

    // Half a surrogate pair as an escape: JSON allows it, .NET's reader does not.
    private static string Unescaped(string raw)
    {
        var text = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\')
            {
                text.Append(raw[i]);
            }
            else if (raw[++i] == 'u')
            {
                text.Append((char)int.Parse(raw.AsSpan(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 4;
            }
            else
            {
                text.Append(raw[i] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', var c => c });
            }
        }

        return text.ToString();
    }
}
