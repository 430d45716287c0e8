using System.Collections;
using System.Reflection;
using System.Text.Json.Nodes;

namespace ChaosToolkit.Extensions.Binding;

/// <summary>Arrays, lists, sets, and what can be made of a list of items.</summary>
/// <param name="item">The type of the items.</param>
/// <param name="portableType">What discovery calls it.</param>
/// <param name="make">Makes the collection of a <see cref="List{T}"/> of items.</param>
internal sealed class ListBinding(Type item, string portableType, Func<IList, object> make) : TypeBinding
{
    private static readonly Type[] Lists = [typeof(List<>), typeof(IList<>), typeof(ICollection<>), typeof(IEnumerable<>), typeof(IReadOnlyList<>), typeof(IReadOnlyCollection<>)];

    private static readonly Type[] Sets = [typeof(HashSet<>), typeof(ISet<>), typeof(IReadOnlySet<>)];

    public override string Expected => "a list";

    public override string PortableType => portableType;

    public static TypeBinding? Find(Type type)
    {
        if (type is { IsArray: true } && type.GetArrayRank() == 1 && type.GetElementType() is { } element)
        {
            return new ListBinding(element, "list", items => ToArray(items, element));
        }

        if (!type.IsGenericType || type.GetGenericArguments() is not [var item])
        {
            return null;
        }

        var definition = type.GetGenericTypeDefinition();
        if (Lists.Contains(definition))
        {
            return new ListBinding(item, "list", static items => items);
        }

        var set = typeof(HashSet<>).MakeGenericType(item);
        var sequence = typeof(IEnumerable<>).MakeGenericType(item);
        return Sets.Contains(definition) ? new ListBinding(item, "set", items => Activator.CreateInstance(set, items)!) // a class always
            : sequence.IsAssignableFrom(type) && type.GetConstructor([sequence]) is { } constructor ? new ListBinding(item, "list", items => constructor.Invoke([items]))
            : null;
    }

    public override object Bind(JsonNode value, BindingPath path, NullabilityInfo? nullability)
    {
        if (value is not JsonArray items)
        {
            throw Wrong(path);
        }

        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(item))!; // a class always
        var ofItem = nullability?.ElementType ?? (nullability?.GenericTypeArguments is [var only] ? only : null);
        for (var i = 0; i < items.Count; i++)
        {
            list.Add(TypeBindings.Bind(items[i], item, AllowsNull(item, ofItem), path.Item(i), ofItem));
        }

        return make(list);
    }

    private static Array ToArray(IList items, Type element)
    {
        var array = Array.CreateInstance(element, items.Count);
        items.CopyTo(array, 0);
        return array;
    }
}
