using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Extensions.Binding;

/// <summary>Types that read themselves from text: <see cref="Guid"/>, <see cref="DateOnly"/>, <see cref="Version"/>, an IP address, and those of an extension's own.</summary>
internal sealed class ParsableBinding(Type type, MethodInfo parse) : TypeBinding
{
    private delegate object? Parser(string text);

    private readonly Parser parser = parse.CreateDelegate<Parser>();

    public override string Expected => $"a text that is a {type.Name}";

    public override string PortableType => "string";

    public static TypeBinding? Find(Type type) =>
        Array.Exists(type.GetInterfaces(), one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IParsable<>) && one.GetGenericArguments()[0] == type)
            ? new ParsableBinding(type, typeof(ParsableBinding).GetMethod(nameof(Parse), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type)) // the method below
            : null;

    public override object Bind(JsonNode value, BindingPath path)
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
