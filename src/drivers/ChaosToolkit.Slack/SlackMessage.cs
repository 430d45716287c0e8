using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Slack;

/// <summary>Makes a message in Slack's Block Kit of an event.</summary>
internal static class SlackMessage
{
    // What Slack takes in one block of text, and in one heading.
    private const int LongestText = 2900;
    private const int LongestHeading = 150;

    public static JsonObject Of(JsonObject notification)
    {
        var name = Value.AsText(notification["name"]) ?? "event";
        var payload = notification["payload"] as JsonObject ?? [];
        var experiment = payload["experiment"] as JsonObject ?? payload;
        var title = Value.AsText(experiment["title"]) ?? Value.AsText(notification["payload"]) ?? "";
        var heading = title.Length > 0 ? $"{name}: {title}" : name;
        var blocks = new JsonArray(new JsonObject
        {
            ["type"] = "header",
            ["text"] = new JsonObject { ["type"] = "plain_text", ["text"] = Shortened(heading, LongestHeading) },
        });
        foreach (var line in LinesOf(notification, payload, experiment))
        {
            blocks.Add((JsonNode)new JsonObject
            {
                ["type"] = "section",
                ["text"] = new JsonObject { ["type"] = "mrkdwn", ["text"] = Shortened(line, LongestText) },
            });
        }

        return new JsonObject { ["text"] = Shortened(heading, LongestText), ["blocks"] = blocks };
    }

    private static IEnumerable<string> LinesOf(JsonObject notification, JsonObject payload, JsonObject experiment)
    {
        if (Value.AsText(notification["error"]) is { } error)
        {
            yield return $"*Error* {Escaped(error)}";
        }

        if (Value.AsText((experiment["steady-state-hypothesis"] as JsonObject)?["title"]) is { } hypothesis)
        {
            yield return $"*Hypothesis* {Escaped(hypothesis)}";
        }

        if (payload["verdict"] is JsonObject verdict)
        {
            var reason = Value.AsText(((verdict["reasons"] as JsonArray)?.FirstOrDefault() as JsonObject)?["what"]);
            yield return $"*Verdict* {Escaped(Value.AsText(verdict["outcome"]) ?? "")}{(reason is null ? "" : $": {Escaped(reason)}")}";
        }
        else if (Value.AsText(payload["status"]) is { } status)
        {
            yield return $"*Status* {Escaped(status)}{(Value.AsBoolean(payload["deviated"]) == true ? ", deviated" : "")}";
        }

        foreach (var (list, word) in ((string, string)[])[("run", "Failed"), ("rollbacks", "Failed rollback")])
        {
            foreach (var entry in (payload[list] as JsonArray ?? []).OfType<JsonObject>().Where(entry => Value.AsText(entry["status"]) == "failed"))
            {
                var cause = (entry["exception"] as JsonArray)?.Select(Value.AsText).LastOrDefault(line => !string.IsNullOrWhiteSpace(line))?.Trim();
                yield return $"*{word}* {Escaped(Value.AsText((entry["activity"] as JsonObject)?["name"]) ?? "")}{(cause is null ? "" : $"\n```{Escaped(cause)}```")}";
            }
        }
    }

    // The three signs that Slack reads as its own.
    private static string Escaped(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    // Never in the middle of a sign that takes two characters.
    private static string Shortened(string text, int most) => text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1)] + "…";
}
