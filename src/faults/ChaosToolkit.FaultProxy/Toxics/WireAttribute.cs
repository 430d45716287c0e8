namespace ChaosToolkit.Toxics;

/// <summary>How a property of a toxic stands in the API: a whole number of some unit, in a range.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WireAttribute(string name) : Attribute
{
    /// <summary>Of a time: a year; longer is a mistake.</summary>
    public const long LongestMilliseconds = 365L * 24 * 60 * 60 * 1000;

    public string Name => name;

    /// <summary>The ticks of 100 ns in one unit, where the property is a <see cref="TimeSpan"/>.</summary>
    public long TicksPerUnit { get; init; } = TimeSpan.TicksPerMillisecond;

    /// <summary>The least that is allowed, inclusive.</summary>
    public double Minimum { get; init; }

    /// <summary>The most that is allowed, inclusive; 0: what the property's type allows, for a time a year.</summary>
    public double Maximum { get; init; }
}
