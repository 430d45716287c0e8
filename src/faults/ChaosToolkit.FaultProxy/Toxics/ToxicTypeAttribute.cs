using System.Globalization;
using System.Reflection;

namespace ChaosToolkit.Toxics;

/// <summary>An attribute of a type of toxic: its name and range in the API, and the property behind it.</summary>
internal sealed class ToxicTypeAttribute(PropertyInfo property, WireAttribute wire)
{
    public string Name => wire.Name;

    /// <summary>What it is in the API: a whole number, a number, a text, a truth, or a list of numbers.</summary>
    public Type WireType { get; } = property.PropertyType == typeof(TimeSpan) ? typeof(long) : property.PropertyType;

    public double Minimum => wire.Minimum;

    public double Maximum => wire.Maximum != 0 ? wire.Maximum : property.PropertyType == typeof(TimeSpan) ? WireAttribute.LongestMilliseconds : long.MaxValue;

    /// <summary>The value as the API has it.</summary>
    public object Get(Toxic toxic)
    {
        var value = property.GetValue(toxic)!; // values of value types, and texts that are never null
        return value is TimeSpan time ? time.Ticks / wire.TicksPerUnit : value;
    }

    /// <summary>Sets a value of the API that is in range.</summary>
    public void Set(Toxic toxic, object value) =>
        property.SetValue(toxic, property.PropertyType == typeof(TimeSpan) ? TimeSpan.FromTicks((long)value * wire.TicksPerUnit) : value);

    /// <summary>What is wrong with a value; <see langword="null"/> when it can be set.</summary>
    public string? Check(object value)
    {
        double? number = value switch { long whole => whole, double real => real, _ => null };
        return number is { } given && !(given >= Minimum && given <= Maximum)
            ? string.Create(CultureInfo.InvariantCulture, $"attribute '{Name}' is {value}, it must be between {Minimum:0.####} and {Maximum:0.####}")
            : null;
    }
}
