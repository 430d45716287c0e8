using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using ChaosToolkit.Collections;
using ChaosToolkit.Proxies;
using ChaosToolkit.Toxics;

namespace ChaosToolkit.Wire;

/// <summary>Proxies and toxics as the API answers them: the keys in Toxiproxy's order.</summary>
internal static class ProxyJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Text(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            write(json);
        }

        return buffer.WrittenMemory;
    }

    /// <param name="json">Where to.</param>
    /// <param name="hosted">The proxy.</param>
    /// <param name="lease">That of its being disabled.</param>
    public static void Write(Utf8JsonWriter json, HostedProxy hosted, TimeSpan? lease)
    {
        var proxy = hosted.Proxy;
        json.WriteStartObject();
        json.WriteString("name", proxy.Name);
        json.WriteString("listen", proxy.Listen);
        json.WriteString("upstream", proxy.Upstream);
        json.WriteBoolean("enabled", proxy.IsEnabled);
        json.WriteStartObject("Logger"); // an accident of Toxiproxy 2.5 that clients have learnt to expect
        json.WriteEndObject();
        json.WritePropertyName("toxics");
        WriteToxics(json, hosted);
        if (proxy.Options.HalfClose)
        {
            json.WriteBoolean("half_close", true);
        }

        if (proxy.Protocol != ProxyProtocol.Tcp)
        {
            json.WriteString("protocol", proxy.Protocol == ProxyProtocol.Http ? "http" : "udp");
        }

        SessionsJson.Write(json, proxy.Options);
        TlsJson.Write(json, proxy.Options.ListenTls, proxy.Options.UpstreamTls);
        WriteLease(json, lease);
        json.WriteEndObject();
    }

    public static void WriteToxics(Utf8JsonWriter json, HostedProxy hosted)
    {
        json.WriteStartArray();
        foreach (var toxic in hosted.Proxy.Toxics)
        {
            Write(json, toxic, hosted.LeaseOf(toxic.Name));
        }

        json.WriteEndArray();
    }

    public static void Write(Utf8JsonWriter json, Toxic toxic, TimeSpan? lease)
    {
        var type = ToxicCatalog.Of(toxic);
        json.WriteStartObject();
        json.WriteStartObject("attributes");
        foreach (var attribute in type.Attributes)
        {
            var value = attribute.Get(toxic);
            if (!attribute.IsOptional || !attribute.IsDefault(value))
            {
                json.WritePropertyName(attribute.Name);
                AttributeValue.Write(json, value);
            }
        }

        json.WriteEndObject();
        json.WriteString("name", toxic.Name);
        json.WriteString("type", type.Name);
        json.WriteString("stream", toxic.WireStream);
        json.WritePropertyName("toxicity");
        json.WriteRawValue(toxic.Toxicity.ToString("R", CultureInfo.InvariantCulture).Replace('E', 'e'));
        WriteLease(json, lease);
        ScheduleJson.Write(json, toxic.Schedule);
        ClientsJson.Write(json, toxic.Clients);
        json.WriteEndObject();
    }

    private static void WriteLease(Utf8JsonWriter json, TimeSpan? lease)
    {
        if (lease is { } time)
        {
            json.WriteNumber("ttl", time.TotalSeconds);
        }
    }
}
