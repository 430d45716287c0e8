using System.Reflection;
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
    /// <param name="value">What the document has.</param>
    /// <param name="path">Where it stands.</param>
    /// <param name="nullability">What the declaration says of null within the value; <see langword="null"/> where it says nothing.</param>
    /// <exception cref="BindingException">That is not possible.</exception>
    public abstract object Bind(JsonNode value, BindingPath path, NullabilityInfo? nullability);

    protected static bool AllowsNull(Type item, NullabilityInfo? ofItem) =>
        item.IsValueType ? Nullable.GetUnderlyingType(item) is not null : ofItem?.WriteState != NullabilityState.NotNull;

    protected BindingException Wrong(BindingPath path, string? help = null) => new(path, $"must be {Expected}", help);
}
