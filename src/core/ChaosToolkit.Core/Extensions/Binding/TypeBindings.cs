using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ChaosToolkit.Values;

namespace ChaosToolkit.Extensions.Binding;

/// <summary>Finds what makes values of a type. Safe to use from several threads.</summary>
internal static class TypeBindings
{
    private static readonly ConcurrentDictionary<Type, TypeBinding> Found = new();

    public static TypeBinding Of(Type type) => Found.GetOrAdd(Nullable.GetUnderlyingType(type) ?? type, Make);

    /// <summary>Makes a value, or null where that is allowed.</summary>
    public static object? Bind(JsonNode? value, Type type, bool allowsNull, BindingPath path, NullabilityInfo? nullability = null)
    {
        if (typeof(JsonNode).IsAssignableFrom(type) && value is null)
        {
            return null;
        }

        return value is not null ? Of(type).Bind(value, path, nullability)
            : allowsNull ? null
            : throw new BindingException(path, $"must be {Of(type).Expected}; it is null");
    }

    private static TypeBinding Make(Type type) =>
        ScalarBindings.Find(type)
        ?? (type.IsEnum ? new EnumBinding(type) : null)
        ?? (type.IsDefined(typeof(JsonConverterAttribute), false) ? new SerializerBinding(type) : null)
        ?? DictionaryBinding.Find(type)
        ?? ListBinding.Find(type)
        ?? ParsableBinding.Find(type)
        ?? (type.IsAbstract || type.IsInterface || type.IsPointer || typeof(Delegate).IsAssignableFrom(type) ? new SerializerBinding(type) : new ObjectBinding(type));

    /// <summary>A document's value as the plain .NET value it stands for: text, number, list, dictionary.</summary>
    public static object? Plain(JsonNode? value) => Value.KindOf(value) switch
    {
        ValueKind.Null => null,
        ValueKind.Boolean => Value.AsBoolean(value),
        ValueKind.Integer => Value.AsInteger(value) is var number && number >= long.MinValue && number <= long.MaxValue ? (object)(long)number : number,
        ValueKind.Float => Value.AsDouble(value),
        ValueKind.Text => Value.AsText(value),
        ValueKind.Bytes => Value.AsBytes(value),
        ValueKind.List => value is JsonArray items ? items.Select(Plain).ToList() : null,
        _ => value is JsonObject members ? members.ToDictionary(member => member.Key, member => Plain(member.Value), StringComparer.Ordinal) : null,
    };
}
