using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChaosToolkit.Running;
using ChaosToolkit.Secrets;
using ChaosToolkit.Values;

namespace ChaosToolkit.Controls.Events;

/// <summary>Writes the events of a run as CloudEvents 1.0: what happened, not the whole experiment and journal again with each. Secrets are masked.</summary>
internal sealed class CloudEventWriter(SecretMask mask, string source, TimeProvider time)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly ArrayBufferWriter<byte> buffer = new(1024);
    private readonly string run = Guid.NewGuid().ToString("n");
    private Utf8JsonWriter? writer;
    private long number;
    private string? title;

    /// <summary>The event as JSON; it is good until the next one is written.</summary>
    public ReadOnlySpan<byte> Write(RunEvent moment)
    {
        buffer.ResetWrittenCount();
        writer ??= new Utf8JsonWriter(buffer, Options);
        writer.Reset();
        writer.WriteStartObject();
        writer.WriteString("specversion"u8, "1.0"u8);
        writer.WriteString("id"u8, string.Create(CultureInfo.InvariantCulture, $"{run}-{++number}"));
        writer.WriteString("source"u8, source);
        writer.WriteString("type"u8, "org.chaostoolkit." + moment.Name);
        writer.WriteString("time"u8, time.GetUtcNow().UtcDateTime);
        if (Subject(moment) is { } subject)
        {
            writer.WriteString("subject"u8, mask.Apply(subject));
        }

        writer.WriteString("runid"u8, run);
        writer.WriteString("datacontenttype"u8, "application/json"u8);
        writer.WritePropertyName("data"u8);
        WriteData(moment);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan;
    }

    private string? Subject(RunEvent moment) => Value.AsText((moment.Arguments.GetValueOrDefault("activity") as JsonObject)?["name"]) ?? title;

    private void WriteData(RunEvent moment)
    {
        writer!.WriteStartObject(); // Write made it
        foreach (var (name, value) in moment.Arguments)
        {
            switch (name)
            {
                case "experiment":
                    title = Value.AsText((value as JsonObject)?["title"]) ?? title;
                    break;
                case "journal":
                    WriteJournal(value as JsonObject);
                    break;
                case "state" when value is JsonArray runs:
                    writer.WriteNumber("activities"u8, runs.Count);
                    break;
                case "configuration" or "secrets" or "settings":
                    break;
                case "activity" when moment.Arguments.ContainsKey("run"):
                    break; // its entry holds it
                default:
                    writer.WritePropertyName(name);
                    JsonText.Write(writer, name == "activity" ? mask.ApplyToDocument(value) : mask.Apply(value));
                    break;
            }
        }

        if (title is not null)
        {
            writer.WriteString("experiment"u8, mask.Apply(title));
        }

        writer.WriteEndObject();
    }

    private void WriteJournal(JsonObject? journal)
    {
        foreach (var name in (ReadOnlySpan<string>)["status", "deviated", "start", "end", "duration", "node"])
        {
            if (journal?[name] is { } value)
            {
                writer!.WritePropertyName(name); // Write made it
                JsonText.Write(writer, mask.Apply(value));
            }
        }
    }
}
