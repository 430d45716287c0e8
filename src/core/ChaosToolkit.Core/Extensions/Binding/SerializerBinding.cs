using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ChaosToolkit.Values;

namespace ChaosToolkit.Extensions.Binding;

/// <summary>Types that say themselves how they are read from JSON, and those that only the framework's serializer may know: interfaces, abstract classes.</summary>
internal sealed class SerializerBinding(Type type) : TypeBinding
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNameCaseInsensitive = true,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        Converters = { new JsonStringEnumConverter() },
    };

    public override string Expected => $"what a {type.Name} is made of";

    public override string PortableType => "object";

    public override object Bind(JsonNode value, BindingPath path, NullabilityInfo? nullability)
    {
        try
        {
            return JsonSerializer.Deserialize(JsonText.BytesOf(value), type, Options) ?? throw Wrong(path);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or InvalidOperationException)
        {
            throw Wrong(path);
        }
    }
}
