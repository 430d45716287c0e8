namespace ChaosToolkit.Toxics;

/// <summary>How a property of a toxic stands in the API: its name, its unit and its range.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WireAttribute(string name) : Attribute
{
    /// <summary>Of a time: a year; longer is a mistake.</summary>
    public const long LongestMilliseconds = 365L * 24 * 60 * 60 * 1000;

    public string Name => name;

    /// <summary>The ticks of 100 ns in one unit, where the property is a <see cref="TimeSpan"/>.</summary>
    public long TicksPerUnit { get; init; } = TimeSpan.TicksPerMillisecond;

    /// <summary>Whether it is shown only where it is not the default: attributes that Toxiproxy's types do not have.</summary>
    public bool IsOptional { get; init; }

    /// <summary>The least that is allowed, inclusive; of a text the shortest, of a list the fewest.</summary>
    public double Minimum { get; init; }

    /// <summary>The most that is allowed, inclusive; of a text the longest, of a list the most items. 0: what the property's type allows, for a time a year.</summary>
    public double Maximum { get; init; }

    /// <summary>The most that an item of a list of numbers may be.</summary>
    public double MaximumItem { get; init; }
}
