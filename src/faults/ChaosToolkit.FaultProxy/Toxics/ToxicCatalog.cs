using System.Collections.Frozen;
using System.Reflection;

namespace ChaosToolkit.Toxics;

/// <summary>The types of toxics, found by their attribute.</summary>
internal static class ToxicCatalog
{
    private static readonly FrozenDictionary<string, ToxicType> ByName = Find().ToFrozenDictionary(static type => type.Name, StringComparer.Ordinal);
    private static readonly FrozenDictionary<Type, ToxicType> ByClass = ByName.Values.ToFrozenDictionary(static type => type.Class);

    /// <summary>All types, in alphabetical order.</summary>
    public static IEnumerable<ToxicType> Types => ByName.Values.OrderBy(static type => type.Name, StringComparer.Ordinal);

    public static ToxicType? Find(string name) => ByName.GetValueOrDefault(name);

    public static ToxicType Of(Toxic toxic) => ByClass[toxic.GetType()];

    public static string TypeOf(Type type) => ByClass[type].Name;

    private static IEnumerable<ToxicType> Find() =>
        from type in typeof(Toxic).Assembly.GetTypes()
        let attribute = type.GetCustomAttribute<ToxicAttribute>()
        where attribute is not null
        select new ToxicType(attribute.Type, type);
}
