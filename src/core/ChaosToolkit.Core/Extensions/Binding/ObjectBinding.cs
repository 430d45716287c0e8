using System.Reflection;
using System.Text.Json.Nodes;
using ChaosToolkit.Diagnostics;

namespace ChaosToolkit.Extensions.Binding;

/// <summary>Records and classes: members by name to the constructor's parameters, the rest to properties that can be set.</summary>
internal sealed class ObjectBinding(Type type) : TypeBinding
{
    // Found when first needed: a type may hold itself.
    private readonly Lazy<ObjectMembers> shape = new(() => ObjectMembers.Of(type));

    public override string Expected => "an object";

    public override string PortableType => "mapping";

    public override object Bind(JsonNode value, BindingPath path, NullabilityInfo? nullability)
    {
        if (value is not JsonObject members)
        {
            throw Wrong(path);
        }

        var bound = new Dictionary<ObjectMember, object?>();
        foreach (var (name, member) in members)
        {
            var target = shape.Value.Find(name) ?? throw Unknown(path.Member(name), name);
            bound[target] = TypeBindings.Bind(member, target.Type, target.AllowsNull, path.Member(name), target.Nullability);
        }

        if (shape.Value.Members.FirstOrDefault(member => member.IsRequired && !bound.ContainsKey(member)) is { } missing)
        {
            throw new BindingException(path, $"has no '{missing.Name}', which it needs", Known());
        }

        try
        {
            return shape.Value.Make(bound);
        }
        catch (TargetInvocationException exception) when (exception.InnerException is { } reason)
        {
            throw new BindingException(path, $"is not accepted by {type.Name}: {reason.GetType().Name}");
        }
    }

    private BindingException Unknown(BindingPath path, string name) => new(
        path,
        $"is not known: {type.Name} has no such member",
        (Spelling.Nearest(name, shape.Value.Members.Select(member => member.Name)) is { } nearest ? $"Did you mean '{nearest}'? " : "") + Known())
    { IsOfKey = true };

    private string Known() => $"It has: {string.Join(", ", shape.Value.Members.Select(member => member.IsRequired ? member.Name : member.Name + " (optional)"))}.";
}
