using System.Text;
using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Controls.Events;

/// <summary>Bodies of requests that hold several events.</summary>
internal static class EventBatch
{
    /// <summary>A JSON list.</summary>
    public static byte[] ListOf(IReadOnlyList<byte[]> events)
    {
        var body = new MemoryStream();
        for (var i = 0; i < events.Count; i++)
        {
            body.WriteByte(i == 0 ? (byte)'[' : (byte)',');
            body.Write(events[i]);
        }

        body.WriteByte((byte)']');
        return body.ToArray();
    }

    /// <summary>What the structured ingest API of Humio takes: each event with its time, its members as attributes.</summary>
    public static byte[] ForHumio(IReadOnlyList<byte[]> events)
    {
        var items = new JsonArray();
        foreach (var one in events)
        {
            var attributes = JsonNode.Parse(Encoding.UTF8.GetString(one)) as JsonObject ?? [];
            items.Add((JsonNode)new JsonObject { ["timestamp"] = Value.Text(Value.AsText(attributes["time"]) ?? ""), ["attributes"] = attributes });
        }

        return JsonText.BytesOf(new JsonArray(new JsonObject { ["tags"] = new JsonObject { ["source"] = "chaostoolkit" }, ["events"] = items }));
    }
}
