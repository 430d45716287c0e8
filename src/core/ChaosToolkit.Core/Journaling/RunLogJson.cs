using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ChaosToolkit.Values;

namespace ChaosToolkit.Journaling;

/// <summary>Events as JSON: the one place where they are written and read. Members that are null are left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = JsonText.MaxDepth + 24,
    Converters =
    [
        typeof(NodeConverter<JsonNode>), typeof(NodeConverter<JsonObject>), typeof(NodeConverter<JsonArray>), typeof(NameConverter<JournalStatus>),
        typeof(NameConverter<HypothesisMoment>), typeof(NameConverter<RunSection>), typeof(NameConverter<Running.InterruptionCause>),
    ])]
[JsonSerializable(typeof(RunLogEvent))]
internal sealed partial class RunLogJson : JsonSerializerContext
{
    private static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = JsonText.MaxDepth + 24,
        SkipValidation = true,
    };

    public static Utf8JsonWriter NewWriter(System.Buffers.IBufferWriter<byte> target) => new(target, WriterOptions);

    public static void Write(Utf8JsonWriter writer, RunLogEvent moment)
    {
        switch (moment)
        {
            case ActivityStarted started:
                Write(writer, started);
                break;
            case ActivityEnded ended:
                Write(writer, ended);
                break;
            default:
                JsonSerializer.Serialize(writer, moment, Default.RunLogEvent);
                break;
        }
    }

    // These two are nearly all that a log holds; the serializer takes twice as long for them as the rest of a line.
    private static void Write(Utf8JsonWriter writer, ActivityStarted started)
    {
        writer.WriteStartObject();
        writer.WriteString("event"u8, "activity-started"u8);
        writer.WriteNumber("activity"u8, started.Activity);
        writer.WriteString("section"u8, NameOf(started.Section));
        writer.WriteNumber("check"u8, started.Check);
        writer.WritePropertyName("declaration"u8);
        JsonText.Write(writer, started.Declaration);
        WriteEnd(writer, started);
    }

    private static void Write(Utf8JsonWriter writer, ActivityEnded ended)
    {
        writer.WriteStartObject();
        writer.WriteString("event"u8, "activity-ended"u8);
        writer.WriteNumber("activity"u8, ended.Activity);
        if (ended.HasSucceeded is { } succeeded)
        {
            writer.WriteBoolean("has_succeeded"u8, succeeded);
        }

        if (ended.Output is not null)
        {
            writer.WritePropertyName("output"u8);
            JsonText.Write(writer, ended.Output);
        }

        if (ended.Exception is { } lines)
        {
            writer.WriteStartArray("exception"u8);
            foreach (var line in lines)
            {
                writer.WriteStringValue(line);
            }

            writer.WriteEndArray();
        }

        WriteEnd(writer, ended);
    }

    private static void WriteEnd(Utf8JsonWriter writer, RunLogEvent moment)
    {
        writer.WriteString("time"u8, moment.Time);
        writer.WriteEndObject();
    }

    private static ReadOnlySpan<byte> NameOf(RunSection section) => section switch
    {
        Journaling.RunSection.Hypothesis => "hypothesis"u8,
        Journaling.RunSection.Method => "method"u8,
        Journaling.RunSection.Undo => "undo"u8,
        _ => "rollbacks"u8,
    };

    /// <exception cref="JsonException">It is no event.</exception>
    public static RunLogEvent Read(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, Default.RunLogEvent) ?? throw new JsonException("It is null.");

    /// <summary>Values of documents keep their kind: a float stays one, bytes become text as in the journal.</summary>
    private sealed class NodeConverter<T> : JsonConverter<T> where T : JsonNode
    {
        public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            System.Text.Json.Nodes.JsonNode.Parse(ref reader) as T ?? throw new JsonException($"It is no {typeof(T).Name}.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => JsonText.Write(writer, value);
    }

    private sealed class NameConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) where T : struct, Enum;
}
