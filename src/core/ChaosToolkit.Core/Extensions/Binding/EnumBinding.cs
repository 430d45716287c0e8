using System.Reflection;
using System.Runtime.Serialization;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ChaosToolkit.Diagnostics;
using ChaosToolkit.Values;

namespace ChaosToolkit.Extensions.Binding;

/// <summary>One of the names of an enumeration, whatever its letter case and separators; of flags also a list of names.</summary>
internal sealed class EnumBinding(Type type) : TypeBinding
{
    private readonly bool isFlags = type.IsDefined(typeof(FlagsAttribute), false);
    private readonly string[] names = [.. type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(NameOf)];
    private readonly Dictionary<string, object> values = ValuesOf(type);

    public override string Expected => isFlags ? $"some of {string.Join(", ", names)}" : $"one of {string.Join(", ", names)}";

    public override string PortableType => isFlags ? "list" : "string";

    public override object Bind(JsonNode value, BindingPath path, NullabilityInfo? nullability)
    {
        if (isFlags && value is JsonArray items)
        {
            var sum = items.Select((item, index) => item is null ? throw Wrong(path.Item(index)) : Convert.ToInt64(Bind(item, path.Item(index), null))).Aggregate(0L, (all, one) => all | one);
            return Enum.ToObject(type, sum);
        }

        var text = Value.AsText(value) ?? throw Wrong(path);
        return values.TryGetValue(ExtensionNames.Loose(text), out var found) ? found
            : throw Wrong(path, Spelling.Nearest(text, names) is { } nearest ? $"Did you mean '{nearest}'?" : null);
    }

    /// <summary>The name of a value in documents; its number where it has no name.</summary>
    public static string NameOf(Enum value) => value.GetType().GetField(value.ToString()) is { } field ? NameOf(field)
        : string.Join(", ", value.ToString().Split(", ").Select(ExtensionNames.Snake));

    private static Dictionary<string, object> ValuesOf(Type type)
    {
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var field in type.GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            var value = field.GetValue(null)!; // an enumeration's field has a value
            values.TryAdd(ExtensionNames.Loose(NameOf(field)), value);
            values.TryAdd(ExtensionNames.Loose(field.Name), value);
        }

        return values;
    }

    private static string NameOf(FieldInfo field) =>
        field.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? field.GetCustomAttribute<EnumMemberAttribute>()?.Value ?? ExtensionNames.Snake(field.Name);
}
