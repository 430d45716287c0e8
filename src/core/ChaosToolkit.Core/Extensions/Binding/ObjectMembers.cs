using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

namespace ChaosToolkit.Extensions.Binding;

/// <summary>A member that a record or class is made of.</summary>
/// <param name="Name">Its name in documents.</param>
/// <param name="Type">Its type.</param>
/// <param name="Nullability">Whether it, and what is in it, may be null.</param>
/// <param name="IsRequired">Whether it must be given.</param>
/// <param name="Parameter">The parameter of the constructor that takes it; <see langword="null"/> for a property.</param>
/// <param name="Property">The property that takes it; <see langword="null"/> for a parameter.</param>
internal sealed record ObjectMember(string Name, Type Type, NullabilityInfo Nullability, bool IsRequired, ParameterInfo? Parameter, PropertyInfo? Property)
{
    public bool AllowsNull => Nullability.WriteState != NullabilityState.NotNull;
}

/// <summary>How a record or class is made: its constructor, and its properties that can be set.</summary>
internal sealed class ObjectMembers
{
    private readonly Type type;
    private readonly ConstructorInfo? constructor;
    private readonly Dictionary<string, ObjectMember> byName = new(StringComparer.Ordinal);

    private ObjectMembers(Type type, ConstructorInfo? constructor)
    {
        this.type = type;
        this.constructor = constructor;
        var nullability = new NullabilityInfoContext();
        foreach (var parameter in constructor?.GetParameters() ?? [])
        {
            Add(new ObjectMember(ExtensionNames.Snake(parameter.Name ?? ""), parameter.ParameterType, nullability.Create(parameter), !parameter.HasDefaultValue, parameter, null), parameter.Name);
        }

        var setsRequired = constructor?.IsDefined(typeof(System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute), false) == true;
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.SetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0 && !property.IsDefined(typeof(JsonIgnoreAttribute)))
            {
                var isRequired = !setsRequired && property.IsDefined(typeof(RequiredMemberAttribute), false);
                Add(new ObjectMember(NameOf(property), property.PropertyType, nullability.Create(property), isRequired, null, property), property.Name);
            }
        }
    }

    public IReadOnlyList<ObjectMember> Members { get; private set; } = [];

    public static ObjectMembers Of(Type type)
    {
        var all = type.GetConstructors().Where(one => !(one.GetParameters() is [var only] && only.ParameterType == type)).ToList(); // not the copy of a record
        var chosen = all.Find(one => one.IsDefined(typeof(JsonConstructorAttribute), false))
            ?? all.Find(one => all.Count > 1 && one.GetParameters().Length == 0)
            ?? all.MaxBy(one => one.GetParameters().Length);
        return new ObjectMembers(type, chosen);
    }

    /// <summary>The name of a property in documents.</summary>
    public static string NameOf(PropertyInfo property) => property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? ExtensionNames.Snake(property.Name);

    public ObjectMember? Find(string name) => byName.GetValueOrDefault(ExtensionNames.Loose(name));

    public object Make(IReadOnlyDictionary<ObjectMember, object?> bound)
    {
        var parameters = Members.Where(member => member.Parameter is not null);
        var arguments = parameters.Select(member => bound.TryGetValue(member, out var value) ? value : member.Parameter!.DefaultValue).ToArray(); // filtered above
        var made = constructor is not null ? constructor.Invoke(arguments)
            : type.IsValueType ? RuntimeHelpers.GetUninitializedObject(type)
            : throw new InvalidOperationException($"{type.Name} has no public constructor.");
        foreach (var (member, value) in bound)
        {
            member.Property?.SetValue(made, value);
        }

        return made;
    }

    private void Add(ObjectMember member, string? dotnetName)
    {
        // A record's property stands for its parameter.
        if (byName.ContainsKey(ExtensionNames.Loose(dotnetName ?? "")))
        {
            byName.TryAdd(ExtensionNames.Loose(member.Name), byName[ExtensionNames.Loose(dotnetName ?? "")]);
            return;
        }

        Members = [.. Members, member];
        byName.TryAdd(ExtensionNames.Loose(member.Name), member);
        byName.TryAdd(ExtensionNames.Loose(dotnetName ?? ""), member);
    }
}
