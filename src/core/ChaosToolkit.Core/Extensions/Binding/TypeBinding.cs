using System.Text.Json.Nodes;

namespace ChaosToolkit.Extensions.Binding;

/// <summary>Makes values of one .NET type from values of documents.</summary>
internal abstract class TypeBinding
{
    /// <summary>What the value must be, such as "a whole number".</summary>
    public abstract string Expected { get; }

    /// <summary>The name that discovery has for such a value: <c>boolean</c>, <c>integer</c>, <c>number</c>, <c>string</c>, <c>byte</c>, <c>list</c>, <c>mapping</c>, <c>set</c>, or <c>object</c>.</summary>
    public abstract string PortableType { get; }

    /// <summary>Makes the value.</summary>
    /// <exception cref="BindingException">That is not possible.</exception>
    public abstract object Bind(JsonNode value, BindingPath path);

    protected BindingException Wrong(BindingPath path, string? help = null) => new(path, $"must be {Expected}", help);
}
