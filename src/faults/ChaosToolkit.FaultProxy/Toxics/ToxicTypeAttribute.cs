using System.Collections;
using System.Globalization;
using System.Reflection;

namespace ChaosToolkit.Toxics;

/// <summary>An attribute of a type of toxic: its name and range in the API, and the property behind it.</summary>
internal sealed class ToxicTypeAttribute(PropertyInfo property, WireAttribute wire, Toxic fresh)
{
    private readonly Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;

    public string Name => wire.Name;

    /// <summary>What it is in the API: a whole number, a number, a text, a truth, a list of numbers or of texts, or texts by name.</summary>
    public Type WireType => type == typeof(TimeSpan) ? typeof(long) : type.IsEnum ? typeof(string) : type;

    /// <summary>Whether it is one of a few words.</summary>
    public bool IsWord => type.IsEnum;

    /// <summary>Whether it is shown only where it says something.</summary>
    public bool IsOptional => wire.IsOptional;

    public double Minimum => wire.Minimum;

    public double Maximum => wire.Maximum != 0 ? wire.Maximum : type == typeof(TimeSpan) ? WireAttribute.LongestMilliseconds : long.MaxValue;

    /// <summary>The value as the API has it; <see langword="null"/> where it is not set.</summary>
    public object? Get(Toxic toxic) => property.GetValue(toxic) switch
    {
        TimeSpan time => time.Ticks / wire.TicksPerUnit,
        Enum word => WireWord(word.ToString()),
        var value => value,
    };

    /// <summary>Whether that is what it is by itself.</summary>
    public bool IsDefault(object? value) => Equals(value, Get(fresh)) || value is ICollection { Count: 0 };

    /// <summary>Sets a value of the API that is in range.</summary>
    public void Set(Toxic toxic, object value) => property.SetValue(
        toxic,
        type == typeof(TimeSpan) ? TimeSpan.FromTicks((long)value * wire.TicksPerUnit) : type.IsEnum ? Words().First(word => word.Wire == (string)value).Value : value);

    /// <summary>What is wrong with a value; <see langword="null"/> when it can be set.</summary>
    public string? Check(object value) => value switch
    {
        string word when type.IsEnum => Words().Any(known => known.Wire == word) ? null : $"attribute '{Name}' is '{word}', it must be one of {string.Join(", ", Words().Select(static known => known.Wire))}",
        string text => InRange(text.Length) ? null : Text($"attribute '{Name}' has {text.Length} characters, it must be between {Minimum:0.####} and {Maximum:0.####}"),
        IReadOnlyList<double> numbers when numbers.Any(number => !(number >= 0 && number <= wire.MaximumItem)) =>
            Text($"attribute '{Name}' has {numbers.First(number => !(number >= 0 && number <= wire.MaximumItem))}, each must be between 0 and {wire.MaximumItem:0.####}"),
        ICollection items => InRange(items.Count) ? null : Text($"attribute '{Name}' has {items.Count} items, they must be between {Minimum:0.####} and {Maximum:0.####}"),
        long or double => InRange(Convert.ToDouble(value, CultureInfo.InvariantCulture)) ? null : Text($"attribute '{Name}' is {value}, it must be between {Minimum:0.####} and {Maximum:0.####}"),
        _ => null,
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string WireWord(string name) => name.ToLowerInvariant(); // no name has two words

    private IEnumerable<(string Wire, object Value)> Words() => Enum.GetNames(type).Select(name => (WireWord(name), Enum.Parse(type, name)));

    private bool InRange(double number) => number >= Minimum && number <= Maximum;
}
