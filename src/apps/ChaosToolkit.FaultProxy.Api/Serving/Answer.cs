using System.Text;
using System.Text.Json;
using ChaosToolkit.Wire;

namespace ChaosToolkit.Serving;

/// <summary>What a call is answered.</summary>
/// <param name="Status">The status code.</param>
/// <param name="ContentType">The type of the body; <see langword="null"/> when there is none.</param>
/// <param name="Body">The body.</param>
/// <param name="Location">Where to go instead.</param>
internal sealed record Answer(int Status, string? ContentType = null, ReadOnlyMemory<byte> Body = default, string? Location = null)
{
    private const string PlainText = "text/plain; charset=utf-8";
    private const string JsonType = "application/json";

    public static readonly Answer NoContent = new(204);
    public static readonly Answer MethodNotAllowed = new(405);
    /// <summary>A stream of events, which comes from elsewhere.</summary>
    public static readonly Answer Events = new(200);

    public static readonly Answer TooSlow = new(503);
    public static readonly Answer NotFound = Text(404, "404 page not found\n");
    public static readonly Answer Browser = Text(403, "User agent not allowed\n");
    public static readonly Answer Version = new(200, "application/json;charset=utf-8", Encoding.UTF8.GetBytes($$"""{"version": "{{ToxiproxyVersion.Number}}"}""" + "\n"));

    /// <summary>Whether it is a text that browsers shall not guess the type of.</summary>
    public bool IsPlainText => ContentType == PlainText;

    public static Answer Text(int status, string text) => new(status, PlainText, Encoding.UTF8.GetBytes(text));

    public static Answer Json(int status, Action<Utf8JsonWriter> write) => new(status, JsonType, ProxyJson.Text(write));

    /// <summary>An error: JSON, which says that it is plain text, as Toxiproxy does.</summary>
    public static Answer Error(int status, string message)
    {
        var json = ProxyJson.Text(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("error", message);
            writer.WriteNumber("status", status);
            writer.WriteEndObject();
        });
        return new Answer(status, PlainText, (byte[])[.. json.Span, (byte)'\n']);
    }
}
