using System.Text.Json.Nodes;
using ChaosToolkit.Configuration;
using ChaosToolkit.Values;

namespace ChaosToolkit.Planning;

/// <summary>What a value refers to.</summary>
internal static class References
{
    /// <summary>The names in order, each once. A name without braces counts where it is known only: to a shell, <c>$HOME</c> is its own.</summary>
    public static IReadOnlyList<string> In(JsonNode? value, Func<string, bool> isKnown)
    {
        List<string> names = [];
        Collect(value, isKnown, names);
        return names;
    }

    private static void Collect(JsonNode? value, Func<string, bool> isKnown, List<string> names)
    {
        switch (value)
        {
            case JsonObject members:
                foreach (var (_, member) in members)
                {
                    Collect(member, isKnown, names);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Collect(item, isKnown, names);
                }

                break;
            default:
                if (Value.AsText(value) is { } text)
                {
                    var braced = Substitution.NamesIn(text);
                    names.AddRange(Substitution.NamesIn(text, alsoWithoutBraces: true).Where(name => isKnown(name) || braced.Contains(name)).Except(names));
                }

                break;
        }
    }
}

/// <summary>JSON pointers (RFC 6901).</summary>
internal static class Pointer
{
    public static string Escape(string name) => name.Replace("~", "~0").Replace("/", "~1");
}
