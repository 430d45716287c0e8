using System.Text;
using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Secrets;

/// <summary>Puts <c>***</c> in the place of secrets, by their value, in all that is written. Safe to be used from any thread.</summary>
/// <remarks>It masks texts only: never keys, numbers, times, hashes or statuses. As long as it knows no secret it costs nothing.</remarks>
public sealed class SecretMask
{
    /// <summary>What stands in the place of a secret.</summary>
    public const string Replacement = "***";

    /// <summary>The length, in characters, from which on a value is masked: shorter ones stand in too many innocent places.</summary>
    public const int ShortestMasked = 4;

    private readonly Lock gate = new();
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly HashSet<string> written = new(StringComparer.Ordinal);
    private volatile SecretSearch? search;

    /// <summary>Whether secrets are written as they are.</summary>
    public bool IsOff { get; private set; }

    /// <summary>Whether there is nothing to mask.</summary>
    public bool IsEmpty => search is null;

    /// <summary>Writes secrets as they are from here on.</summary>
    public void TurnOff()
    {
        lock (gate)
        {
            (IsOff, search) = (true, null);
        }
    }

    /// <summary>Adds values that are to be masked from here on; those that are too short are left out.</summary>
    /// <param name="secrets">The values as text.</param>
    public void Add(IEnumerable<string> secrets)
    {
        lock (gate)
        {
            var count = known.Count;
            known.UnionWith(secrets.Where(secret => secret.Trim().Length >= ShortestMasked));
            if (known.Count > count && !IsOff)
            {
                search = new SecretSearch(known.SelectMany(SecretForms.Of));
            }
        }
    }

    /// <summary>Keeps the texts of a document as they were written: an author who wrote down a secret wrote it for all to read.</summary>
    /// <param name="document">The experiment, before anything was changed in it.</param>
    public void KeepWritten(JsonNode? document)
    {
        lock (gate)
        {
            Collect(document);
        }
    }

    /// <summary>The text with every secret in it masked: as it is, in its base64, URL-encoded and escaped forms.</summary>
    public string Apply(string text) => search?.Replace(text) ?? text;

    /// <summary>The value with the secrets masked in every text that it holds; the value itself where there is none.</summary>
    public JsonNode? Apply(JsonNode? value) => search is { } now && Holds(now, value) ? Copy(value, now.Replace) : value;

    /// <summary>The experiment or a part of it, with secrets masked that were not written in it but were put in later; the value itself where there is none.</summary>
    public JsonNode? ApplyToDocument(JsonNode? value) => search is { } now && Holds(now, value)
        ? Copy(value, text => written.Contains(text) ? text : now.Replace(text))
        : value;

    /// <summary>The journal as it may be written and sent: outputs, messages and resolved values masked; the journal itself where there is nothing to mask.</summary>
    public JsonObject ApplyToJournal(JsonObject journal) => search is { } now && Holds(now, journal) ? new JournalMask(this).Of(journal) : journal;

    private void Collect(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (_, member) in members)
                {
                    Collect(member);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Collect(item);
                }

                break;
            default:
                if (Value.AsText(node) is { Length: >= ShortestMasked } text)
                {
                    written.Add(text);
                }

                break;
        }
    }

    // Lists of lines are looked at as one text as well: a secret may go over several.
    private static bool Holds(SecretSearch search, JsonNode? node) => node switch
    {
        null => false,
        JsonObject members => members.Any(member => Holds(search, member.Value)),
        JsonArray items => items.Any(item => Holds(search, item)) || (TextLines.Joined(items) is { } lines && search.Finds(lines)),
        _ => TextOf(node) is { } text && search.Finds(text),
    };

    private static JsonNode? Copy(JsonNode? node, Func<string, string> replace)
    {
        switch (node)
        {
            case JsonObject members:
                var copy = new JsonObject();
                foreach (var (key, member) in members)
                {
                    copy.Add(key, Copy(member, replace));
                }

                return copy;
            case JsonArray items:
                return TextLines.Joined(items) is { } lines && replace(lines) is var replaced && replaced != lines
                    ? TextLines.Split(replaced)
                    : new JsonArray([.. items.Select(item => Copy(item, replace))]);
            default:
                return TextOf(node) is { } text && replace(text) is var masked && masked != text ? Value.Text(masked) : ValueCopy.Of(node);
        }
    }

    private static string? TextOf(JsonNode? node) => Value.AsText(node) ?? (Value.AsBytes(node) is { } bytes ? Encoding.UTF8.GetString(bytes) : null);
}
