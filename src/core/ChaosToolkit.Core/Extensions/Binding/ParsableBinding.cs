using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Extensions.Binding;

/// <summary>Types that read themselves from text: <see cref="Guid"/>, <see cref="DateOnly"/>, <see cref="Version"/>, an IP address, and those of an extension's own.</summary>
internal sealed class ParsableBinding(Type type, MethodInfo parse) : TypeBinding
{
    private static readonly Dictionary<Type, string> Words = new()
    {
        [typeof(Guid)] = "a GUID, such as \"5f0c9a57-6a77-4a8e-9d6b-0d2b0a9b8c11\"",
        [typeof(DateOnly)] = "a date, such as \"2026-03-04\"",
        [typeof(TimeOnly)] = "a time of day, such as \"05:06:07\"",
        [typeof(Version)] = "a version, such as \"1.2.3\"",
        [typeof(IPAddress)] = "an IP address, such as \"10.0.0.1\"",
        [typeof(IPNetwork)] = "a network, such as \"10.0.0.0/8\"",
        [typeof(IPEndPoint)] = "an IP address with a port, such as \"10.0.0.1:8080\"",
    };

    private delegate object? Parser(string text);

    private readonly Parser parser = parse.CreateDelegate<Parser>();

    public override string Expected { get; } = Words.GetValueOrDefault(type) ?? $"a text that is {("AEIOUaeiou".Contains(type.Name[0]) ? "an" : "a")} {type.Name}";

    public override string PortableType => "string";

    public static TypeBinding? Find(Type type) =>
        Array.Exists(type.GetInterfaces(), one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IParsable<>) && one.GetGenericArguments()[0] == type)
            ? new ParsableBinding(type, typeof(ParsableBinding).GetMethod(nameof(Parse), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type)) // the method below
            : null;

    public override object Bind(JsonNode value, BindingPath path, NullabilityInfo? nullability)
    {
        var text = Value.AsText(value) ?? (Value.IsNumber(value) ? PythonText.Of(value) : throw Wrong(path));
        try
        {
            return parser(text) ?? throw Wrong(path);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException or ArgumentException)
        {
            throw Wrong(path);
        }
    }

    private static object? Parse<T>(string text) where T : IParsable<T> => T.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : null;
}
