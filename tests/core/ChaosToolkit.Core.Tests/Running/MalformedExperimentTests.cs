using System.Text.Json.Nodes;
using ChaosToolkit.Configuration;
using ChaosToolkit.Loading;
using ChaosToolkit.Values;

namespace ChaosToolkit.Running;

/// <summary>Every member of an experiment replaced by every wrong thing: validation reports, a run without validation gives a journal or says why not.</summary>
public class MalformedExperimentTests
{
    private const string Experiment = """
        {
          "version": "1.0.0", "title": "t ${host}", "description": "d", "tags": ["a"],
          "contributions": {"reliability": "high"},
          "configuration": {
            "host": "h", "from_env": {"type": "env", "key": "CHAOS_TEST_NOT_SET", "default": 1, "env_var_type": "int"},
            "dynamic": {"type": "probe", "name": "d", "provider": {"type": "scripted", "returns": 1}}
          },
          "secrets": {"scope": {"a": "b", "e": {"type": "env", "key": "PATH"}}},
          "extensions": [{"name": "x"}],
          "runtime": {"rollbacks": {"strategy": "always"}, "hypothesis": {"strategy": "continuously"}},
          "controls": [{"name": "c", "scope": "before", "automatic": true, "provider": {"type": "scripted", "module": "m", "arguments": {"x": "${host}"}}}],
          "steady-state-hypothesis": {
            "title": "h", "controls": [{"ref": "c"}],
            "probes": [
              {"type": "probe", "name": "p1", "tolerance": {"type": "range", "range": [0, 2]}, "provider": {"type": "scripted", "returns": 1}},
              {"type": "probe", "name": "p2", "tolerance": {"type": "regex", "pattern": "^a", "target": "b"}, "provider": {"type": "scripted", "returns": {"b": "abc"}}},
              {"type": "probe", "name": "p3", "tolerance": {"type": "jsonpath", "path": "$.b[*]", "count": 1, "expect": [1]}, "provider": {"type": "scripted", "returns": {"b": [1]}}},
              {"type": "probe", "name": "p4", "tolerance": {"type": "probe", "name": "j", "provider": {"type": "scripted", "returns": true}}, "provider": {"type": "scripted"}},
              {"type": "probe", "name": "p5", "tolerance": [200, 201], "provider": {"type": "scripted", "returns": {"status": 200}}}
            ]
          },
          "method": [
            {"type": "action", "name": "http", "provider": {
              "type": "http", "url": "http://127.0.0.1:1/", "method": "POST", "headers": {"A": "b"}, "arguments": {"a": 1}, "timeout": [1, 1], "verify_tls": true, "max_retries": 0, "secrets": ["scope"]}},
            {"type": "action", "name": "process", "timeout": 20, "provider": {"type": "process", "path": "true", "arguments": ["a"], "timeout": 20}},
            {"type": "probe", "name": "judged", "tolerance": true, "provider": {"type": "scripted", "returns": true, "arguments": {"path": "/"}}},
            {"type": "action", "name": "b", "background": true, "dry": false, "pauses": {"before": 0, "after": 0}, "controls": [{"ref": "c"}], "provider": {"type": "scripted"}},
            {"ref": "p1", "background": false}
          ],
          "rollbacks": [{"type": "action", "name": "r", "provider": {"type": "scripted"}}],
          "dry": null
        }
        """;

    private static readonly string[] Wrong =
        ["null", "true", "false", "1", "-1", "1e400", "123456789012345678901234567890", "1.0", "\"x\"", "\"\"", "\"\\u0000\"", "\"\\ud800\"", "\"${nobody}\"", "\"${host}\"", "[]", "{}", "[[]]", "[null]", "{\"\": null}"];

    public static TheoryData<string> Places()
    {
        var data = new TheoryData<string>();
        foreach (var place in PlacesBelow(Read(Experiment), ""))
        {
            data.Add(place);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Never_throws(string place)
    {
        foreach (var wrong in Wrong)
        {
            LoadedDocument document;
            try
            {
                var experiment = Read(Experiment)!;
                Put(experiment, place, Read($"[{wrong}]")![0]);
                LeaveOutWhatTakesTime(experiment, place);
                document = Document(JsonText.Of(experiment));
            }
            catch (LoadingException)
            {
                continue; // no JSON, which is said
            }

            await using var run = new ScriptedRun { Options = new() { HypothesisFrequency = TimeSpan.FromHours(1) } };
            var report = await run.Engine.Validator.ValidateAsync(document.Node, Variables.None, CancellationToken.None);
            Assert.All(report.Diagnostics, diagnostic => Assert.NotEmpty(diagnostic.ToString()));
            try
            {
                var journal = await PlayAsync(run, (JsonObject)document.Root!);
                Assert.Contains(journal.Status(), (string[])["completed", "failed", "aborted", "interrupted"]);
                Assert.NotEmpty(JsonText.BytesOf(journal, indented: true));
            }
            catch (ChaosException refused)
            {
                Assert.NotEmpty(refused.Message);
            }
            catch (Exception exception)
            {
                Assert.Fail($"{place} = {wrong}: {exception}");
            }
        }
    }

    // The clock is moved on wherever somebody waits for it: pauses and time-outs of a malformed experiment may be of any length.
    private static async Task<JsonObject> PlayAsync(ScriptedRun run, JsonObject experiment)
    {
        var play = run.PlayAsync(experiment);
        while (await Task.WhenAny(play, run.Time.TimerAsync(TimeSpan.FromSeconds(1))) != play)
        {
            run.Time.Advance(TimeSpan.FromSeconds(1));
        }

        return await play;
    }

    // Connections and processes, where it is not they that are malformed.
    private static void LeaveOutWhatTakesTime(JsonNode experiment, string place)
    {
        if (place.StartsWith("/method/", StringComparison.Ordinal) && experiment["method"] is JsonArray method)
        {
            foreach (var slow in (int[])[1, 0])
            {
                if (!place.StartsWith($"/method/{slow}", StringComparison.Ordinal))
                {
                    method.RemoveAt(slow);
                }
            }
        }
        else if (experiment["method"] is JsonArray { Count: > 2 } whole)
        {
            whole.RemoveAt(0);
            whole.RemoveAt(0);
        }
    }

    private static IEnumerable<string> PlacesBelow(JsonNode? node, string place) => node switch
    {
        JsonObject members => members.SelectMany(member => PlacesBelow(member.Value, $"{place}/{member.Key}").Prepend($"{place}/{member.Key}")),
        JsonArray items => items.SelectMany((item, index) => PlacesBelow(item, $"{place}/{index}").Prepend($"{place}/{index}")),
        _ => [],
    };

    private static void Put(JsonNode root, string place, JsonNode? value)
    {
        var keys = place.Split('/')[1..];
        var holder = keys[..^1].Aggregate(root, (node, key) => node is JsonArray items ? items[int.Parse(key)]! : node[key]!);
        value = ValueCopy.Of(value);
        if (holder is JsonArray list)
        {
            list[int.Parse(keys[^1])] = value;
        }
        else
        {
            holder[keys[^1]] = value;
        }
    }

    private static JsonNode? Read(string json) => Document(json).Root;

    private static LoadedDocument Document(string json) => DocumentReader.Read(new SourceText("test.json", json), DocumentFormat.Json);
}
