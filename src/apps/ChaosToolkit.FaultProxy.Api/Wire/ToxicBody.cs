using System.Text.Json;
using ChaosToolkit.Toxics;

namespace ChaosToolkit.Wire;

/// <summary>A toxic as the API gives it to be added, or changed.</summary>
internal static class ToxicBody
{
    public const string Owner = "ToxicWrapper";

    /// <summary>The toxic of a body. The order of the checks can be seen by clients.</summary>
    /// <param name="body">The body.</param>
    /// <param name="isTaken">Whether a name is taken.</param>
    /// <exception cref="ApiException">It cannot be added.</exception>
    public static (Toxic Toxic, TimeSpan? Lease) Read(JsonElement body, Func<string, bool> isTaken)
    {
        JsonBody.Object(body, "toxics.ToxicWrapper");
        var name = JsonBody.Text(body, Owner, "name");
        var type = JsonBody.Text(body, Owner, "type") ?? "";
        var stream = JsonBody.Text(body, Owner, "stream") ?? "downstream";
        var toxicity = Toxicity(body) ?? 1;
        var attributes = AttributesOf(body);
        var lease = Lease.Read(body, Owner);
        var schedule = ScheduleJson.Read(body);
        var clients = ClientsJson.Read(body);
        if (!Enum.TryParse<ToxicStream>(stream, ignoreCase: true, out var direction) || !direction.ToString().Equals(stream, StringComparison.OrdinalIgnoreCase))
        {
            throw ApiException.InvalidStream;
        }

        var found = ToxicCatalog.Find(type) ?? throw ApiException.InvalidType;
        name = string.IsNullOrEmpty(name) ? $"{type}_{stream}" : name;
        if (isTaken(name))
        {
            throw ApiException.ToxicExists;
        }

        var toxic = found.Make(name, direction, toxicity, Values(found, attributes, new Dictionary<string, object>(StringComparer.Ordinal)));
        return (toxic with { WireStream = stream, Schedule = schedule, Clients = clients }, lease);
    }

    /// <summary>The toxic with what a body changes: toxicity, attributes, schedule and clients; all else is left as it is. <see langword="null"/> when it only renews the lease.</summary>
    public static Toxic? Change(JsonElement body, Toxic toxic)
    {
        JsonBody.Object(body, "toxics.ToxicWrapper");
        var toxicity = Toxicity(body);
        var attributes = AttributesOf(body);
        var type = ToxicCatalog.Of(toxic);
        var (schedule, clients) = (ScheduleJson.Read(body, toxic.Schedule), ClientsJson.Read(body, toxic.Clients));
        if (toxicity is null && attributes is null && ReferenceEquals(schedule, toxic.Schedule) && ReferenceEquals(clients, toxic.Clients) && JsonBody.Member(body, "ttl") is not null)
        {
            return null; // only the lease is renewed: what runs is not disturbed
        }

        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var attribute in type.Attributes)
        {
            if (attribute.Get(toxic) is { } value)
            {
                values[attribute.Name] = value;
            }
        }

        var changed = type.Make(toxic.Name, toxic.Stream, toxicity ?? toxic.Toxicity, Values(type, attributes, values));
        return changed with { WireStream = toxic.WireStream, Schedule = schedule, Clients = clients };
    }

    private static float? Toxicity(JsonElement body) => (float?)JsonBody.Number(body, Owner, "toxicity", "float32");

    private static JsonElement? AttributesOf(JsonElement body) =>
        JsonBody.Member(body, "attributes") is not { } member ? null : member.ValueKind == JsonValueKind.Object ? member : throw JsonBody.WrongField(member, Owner, "attributes", "toxics.Toxic");

    private static Dictionary<string, object> Values(ToxicType type, JsonElement? attributes, Dictionary<string, object> values)
    {
        foreach (var attribute in type.Attributes)
        {
            if (attributes is { } given && JsonBody.Member(given, attribute.Name) is { } value)
            {
                var read = AttributeValue.Read(value, attribute);
                values[attribute.Name] = attribute.Check(read) is { } wrong ? throw ApiException.BadBody(wrong) : read;
            }
        }

        return values;
    }

}
