using System.Collections;
using System.Text.Json.Nodes;

namespace ChaosToolkit.Extensions.Binding;

/// <summary>Dictionaries; the keys are text, or what can be made of text.</summary>
internal sealed class DictionaryBinding(Type key, Type item) : TypeBinding
{
    private static readonly Type[] Kinds = [typeof(Dictionary<,>), typeof(IDictionary<,>), typeof(IReadOnlyDictionary<,>)];

    public override string Expected => "an object";

    public override string PortableType => "mapping";

    public static TypeBinding? Find(Type type) =>
        type.IsGenericType && Kinds.Contains(type.GetGenericTypeDefinition()) && type.GetGenericArguments() is [var key, var item] ? new DictionaryBinding(key, item) : null;

    public override object Bind(JsonNode value, BindingPath path)
    {
        if (value is not JsonObject members)
        {
            throw Wrong(path);
        }

        var dictionary = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(key, item))!; // a class always
        var allowsNull = !item.IsValueType || Nullable.GetUnderlyingType(item) is not null;
        foreach (var (name, member) in members)
        {
            dictionary[TypeBindings.Of(key).Bind(Values.Value.Text(name), path.Member(name))] = TypeBindings.Bind(member, item, allowsNull, path.Member(name));
        }

        return dictionary;
    }
}
