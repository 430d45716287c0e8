using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace ChaosToolkit.Cli.Settings;

/// <summary>The way to a value of the settings: names divided by dots, indexes in brackets; a backslash takes a character as it is.</summary>
/// <example><c>auths.search\.internal.type</c>, <c>notifications[0].url</c></example>
internal sealed class SettingsKey
{
    private readonly List<Step> steps;

    private SettingsKey(List<Step> steps) => this.steps = steps;

    private readonly record struct Step(string? Name, int Index);

    /// <summary>Reads a key; <see langword="null"/> when it is written in no known form, and so leads to nothing.</summary>
    public static SettingsKey? Parse(string text)
    {
        var steps = new List<Step>();
        for (var at = 0; at <= text.Length; at++)
        {
            if (ReadName(text, ref at) is { Length: > 0 } name)
            {
                steps.Add(new Step(name, 0));
            }
            else if (at == text.Length || text[at] != '[')
            {
                return null;
            }

            while (at < text.Length && text[at] == '[')
            {
                var end = text.IndexOf(']', at);
                if (end < 0 || !int.TryParse(text.AsSpan(at + 1, end - at - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index))
                {
                    return null;
                }

                steps.Add(new Step(null, index));
                at = end + 1;
            }

            if (at < text.Length && text[at] != '.')
            {
                return null;
            }
        }

        return new SettingsKey(steps);
    }

    /// <summary>Finds the value; a null that is there is found.</summary>
    public bool TryFind(JsonNode? settings, out JsonNode? value)
    {
        value = settings;
        foreach (var step in steps)
        {
            if (!TryStep(value, step, out value))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Puts another value in the place of one that is there; <see langword="false"/> when there is none.</summary>
    public bool TryReplace(JsonNode? settings, JsonNode? value)
    {
        switch (FindHolder(settings))
        {
            case JsonObject members:
                members[steps[^1].Name!] = value; // the holder is an object because the last step has a name
                return true;
            case JsonArray items:
                items[steps[^1].Index] = value;
                return true;
            default:
                return false;
        }
    }

    /// <summary>Takes the value away; <see langword="false"/> when there is none.</summary>
    public bool TryRemove(JsonNode? settings)
    {
        switch (FindHolder(settings))
        {
            case JsonObject members:
                return members.Remove(steps[^1].Name!); // as above
            case JsonArray items:
                items.RemoveAt(steps[^1].Index);
                return true;
            default:
                return false;
        }
    }

    // What the last step starts from, if it leads to something from there.
    private JsonNode? FindHolder(JsonNode? settings)
    {
        var holder = settings;
        foreach (var step in steps.Take(steps.Count - 1))
        {
            if (!TryStep(holder, step, out holder))
            {
                return null;
            }
        }

        return TryStep(holder, steps[^1], out _) ? holder : null;
    }

    private static bool TryStep(JsonNode? from, Step step, out JsonNode? value)
    {
        value = null;
        if (step.Name is { } name)
        {
            return from is JsonObject members && members.TryGetPropertyValue(name, out value);
        }

        if (from is not JsonArray items || step.Index >= items.Count)
        {
            return false;
        }

        value = items[step.Index];
        return true;
    }

    private static string ReadName(string text, ref int at)
    {
        var name = new StringBuilder();
        for (; at < text.Length && text[at] is not ('.' or '['); at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length)
            {
                at++;
            }

            name.Append(text[at]);
        }

        return name.ToString();
    }
}
