using System.Collections;
using System.Reflection;
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

    public override object Bind(JsonNode value, BindingPath path, NullabilityInfo? nullability)
    {
        if (value is not JsonObject members)
        {
            throw Wrong(path);
        }

        var dictionary = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(key, item))!; // a class always
        var ofItem = nullability?.GenericTypeArguments is [_, var second] ? second : null;
        foreach (var (name, member) in members)
        {
            dictionary[KeyOf(name, path)] = TypeBindings.Bind(member, item, AllowsNull(item, ofItem), path.Member(name), ofItem);
        }

        return dictionary;
    }

    private object KeyOf(string name, BindingPath path)
    {
        var binding = TypeBindings.Of(key);
        try
        {
            return binding.Bind(Values.Value.Text(name), path.Member(name), null);
        }
        catch (BindingException)
        {
            throw new BindingException(path.Member(name), $"has a key that must be {binding.Expected}", $"Write {binding.Expected} in place of '{name}'.") { IsOfKey = true };
        }
    }
}
