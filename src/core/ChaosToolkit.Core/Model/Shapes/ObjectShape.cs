namespace ChaosToolkit.Model.Shapes;

/// <summary>What an object of an experiment may hold. The JSON schema, the check for unknown members and the reference page come from it.</summary>
/// <remarks>Every object may hold more: what nobody knows is kept and carried along.</remarks>
public sealed class ObjectShape
{
    private readonly Dictionary<string, MemberShape> byName;

    /// <summary>Describes an object.</summary>
    /// <param name="name">Its name in the schema and on the reference page, such as <c>pauses</c>.</param>
    /// <param name="text">What it is for, in one sentence.</param>
    /// <param name="members">Its members, in the order in which they are shown.</param>
    public ObjectShape(string name, string text, params IReadOnlyList<MemberShape> members)
    {
        Name = name;
        Text = text;
        Members = members;
        Names = [.. members.Select(member => member.Name)];
        byName = members.ToDictionary(member => member.Name, StringComparer.Ordinal);
    }

    /// <summary>Its name in the schema and on the reference page.</summary>
    public string Name { get; }

    /// <summary>What it is for, in one sentence.</summary>
    public string Text { get; }

    /// <summary>Its members, in the order in which they are shown.</summary>
    public IReadOnlyList<MemberShape> Members { get; }

    /// <summary>The names of its members.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Whether it has a member of this name.</summary>
    public bool Has(string name) => byName.ContainsKey(name);
}

/// <summary>One member of an object.</summary>
/// <param name="Name">Its name, as experiments write it.</param>
/// <param name="Value">What it may hold.</param>
/// <param name="Text">What it means, in one sentence.</param>
public sealed record MemberShape(string Name, ValueShape Value, string Text)
{
    /// <summary>Whether an experiment without it is not valid. The default is false.</summary>
    public bool IsRequired { get; init; }
}
