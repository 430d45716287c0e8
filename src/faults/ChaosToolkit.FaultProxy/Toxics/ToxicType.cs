using System.Reflection;

namespace ChaosToolkit.Toxics;

/// <summary>A type of toxic, with its attributes in the order of their declaration.</summary>
internal sealed class ToxicType
{
    private readonly Func<Toxic> make;

    public ToxicType(string name, Type type)
    {
        Name = name;
        Class = type;
        make = () => (Toxic)Activator.CreateInstance(type)!; // a class always
        var fresh = make();
        Attributes =
        [
            .. from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
               let wire = property.GetCustomAttribute<WireAttribute>()
               where wire is not null
               orderby property.DeclaringType == type ? 0 : 1, property.MetadataToken
               select new ToxicTypeAttribute(property, wire, fresh),
        ];
    }

    public string Name { get; }

    public Type Class { get; }

    public IReadOnlyList<ToxicTypeAttribute> Attributes { get; }

    /// <summary>A toxic with these values; attributes that are not among them have their defaults.</summary>
    /// <param name="name">Its name; the default one where there is none.</param>
    /// <param name="stream">Its stream.</param>
    /// <param name="toxicity">Its toxicity.</param>
    /// <param name="values">Values of attributes, which were checked.</param>
    public Toxic Make(string? name, ToxicStream stream, float toxicity, IReadOnlyDictionary<string, object> values)
    {
        var toxic = make();
        Class.GetProperty(nameof(Toxic.Stream))!.SetValue(toxic, stream); // init-only for the compiler; every toxic has them
        Class.GetProperty(nameof(Toxic.Toxicity))!.SetValue(toxic, toxicity);
        if (name is not null)
        {
            Class.GetProperty(nameof(Toxic.Name))!.SetValue(toxic, name);
        }

        foreach (var attribute in Attributes)
        {
            if (values.TryGetValue(attribute.Name, out var value))
            {
                attribute.Set(toxic, value);
            }
        }

        return toxic;
    }
}
