using System.Text.Json.Nodes;
using ChaosToolkit.Loading;
using ChaosToolkit.Testing;
using ChaosToolkit.Values;

namespace ChaosToolkit.Diagnostics;

/// <summary>Valid experiments with values, keys and places changed by chance; a seed repeats them.</summary>
internal sealed class MutatedExperiments(int seed)
{
    private static readonly string[] Odd =
    [
        "null", "true", "false", "0", "-1", "1.5", "1e308", "NaN", "123456789012345678901234567890", "\"\"", "\" \"", "\"x\"", "\"${\"", "\"$\"", "\"${checkout_url}\"", "\"${nobody}\"",
        "\"a\\u0000b\"", "\"ä\\ud83d\\ude00\"", "\"(((\"", "\"$..[\"", "[]", "[null]", "[[[]]]", "[1, \"a\", {}]", "{}", "{\"type\": \"env\"}", "{\"type\": \"env\", \"key\": \"HOME\"}",
        "{\"type\": \"probe\"}", "{\"type\": [\"probe\"]}", "{\"ref\": \"stop-stock\"}", "{\"ref\": null}", "{\"strategy\": 5}", "{\"name\": \"x\", \"provider\": {\"type\": \"python\"}}",
        "{\"type\": \"regex\", \"pattern\": \"[\"}", "{\"type\": \"jsonpath\", \"path\": \"$\"}", "{\"type\": \"range\", \"range\": [null, 1]}", "{\"type\": \"vault\", \"key\": 1}",
    ];

    private static readonly string[] Keys = ["type", "name", "ref", "provider", "tolerance", "controls", "method", "", "a/b~c", "$ref", "${x}", "probes", "arguments", "timeout"];

    private readonly Random random = new(seed);

    /// <summary>The valid experiments that all begin from.</summary>
    public static IReadOnlyList<LoadedDocument> Sound { get; } =
    [
        .. new[] { "checkout.json", "queue.yaml" }.Select(name => DocumentReader.Read(
            new SourceText(name, File.ReadAllText(Repository.At("tests", "core", "ChaosToolkit.Core.Tests", "Diagnostics", "Broken", name))),
            DocumentReader.FormatOf(name) ?? DocumentFormat.Json)),
    ];

    /// <summary>Every value of the valid experiments replaced by a third of the odd ones, one at a time: the next value by the next third.</summary>
    public static IEnumerable<string> Systematic()
    {
        foreach (var document in Sound)
        {
            var count = Places(document.Root).Count;
            for (var place = 0; place < count; place++)
            {
                for (var odd = place % 3; odd < Odd.Length; odd += 3)
                {
                    var copy = document.Root!.DeepClone(); // it holds an experiment
                    Replace(Places(copy)[place], Read(Odd[odd]));
                    yield return JsonText.Of(copy);
                }
            }
        }
    }

    /// <summary>The next one, with a few changes.</summary>
    public JsonNode Next()
    {
        var root = Sound[random.Next(Sound.Count)].Root!.DeepClone(); // they hold experiments
        for (var changes = random.Next(1, 5); changes > 0; changes--)
        {
            var places = Places(root);
            if (places.Count > 0)
            {
                Change(places[random.Next(places.Count)], places);
            }
        }

        return root;
    }

    private void Change((JsonNode Holder, string? Key, int Index) place, List<(JsonNode Holder, string? Key, int Index)> places)
    {
        switch (random.Next(5))
        {
            case 0 when place.Key is { } key:
                ((JsonObject)place.Holder).Remove(key);
                break;
            case 0:
                ((JsonArray)place.Holder).RemoveAt(place.Index);
                break;
            case 1 when place is (JsonObject holder, { } key, _):
                var moved = holder[key]?.DeepClone();
                holder.Remove(key);
                holder[Keys[random.Next(Keys.Length)]] = moved;
                break;
            case 2:
                var (other, otherKey, index) = places[random.Next(places.Count)];
                Replace(place, (otherKey is null ? other[index] : other[otherKey])?.DeepClone());
                break;
            case 3 when place.Holder is JsonArray list:
                list.Add(list[place.Index]?.DeepClone());
                break;
            default:
                Replace(place, Read(Odd[random.Next(Odd.Length)]));
                break;
        }
    }

    private static JsonNode? Read(string json) => JsonDocumentReader.Read(new SourceText("odd", json)).Root;

    private static void Replace((JsonNode Holder, string? Key, int Index) place, JsonNode? value)
    {
        if (place.Key is { } key)
        {
            place.Holder[key] = value;
        }
        else
        {
            place.Holder[place.Index] = value;
        }
    }

    private static List<(JsonNode Holder, string? Key, int Index)> Places(JsonNode? node)
    {
        List<(JsonNode, string?, int)> places = [];
        Collect(node);
        return places;

        void Collect(JsonNode? holder)
        {
            if (holder is JsonObject members)
            {
                foreach (var (key, member) in members)
                {
                    places.Add((members, key, 0));
                    Collect(member);
                }
            }
            else if (holder is JsonArray items)
            {
                for (var i = 0; i < items.Count; i++)
                {
                    places.Add((items, null, i));
                    Collect(items[i]);
                }
            }
        }
    }
}
