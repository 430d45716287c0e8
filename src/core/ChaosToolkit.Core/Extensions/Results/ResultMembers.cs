using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using ChaosToolkit.Extensions.Binding;

namespace ChaosToolkit.Extensions.Results;

/// <summary>The properties of a type that a result shows, with their names; found once for each type.</summary>
internal static class ResultMembers
{
    // Weak: a type of an extension is not kept alive for it.
    private static readonly ConditionalWeakTable<Type, IReadOnlyList<(string Name, PropertyInfo Property)>> Found = [];

    public static IReadOnlyList<(string Name, PropertyInfo Property)> Of(Type type) => Found.GetValue(type, static one =>
    [
        .. one.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0)
            .Where(property => !property.IsDefined(typeof(JsonIgnoreAttribute)) && !property.PropertyType.IsByRefLike)
            .Select(property => (ObjectMembers.NameOf(property), property)),
    ]);
}
