using System.Text;
using System.Text.Json.Nodes;
using ChaosToolkit.Cli.Durability;
using ChaosToolkit.Testing;
using Microsoft.AspNetCore.Http;

namespace ChaosToolkit.Cli.Secrets;

/// <summary>Secrets of many shapes are echoed in every way we know; none may stand in anything that the command wrote.</summary>
public sealed class CanaryTests
{
    private static readonly Dictionary<string, string> Environment = new()
    {
        ["CANARY_PLAIN"] = "canary7Token",
        ["CANARY_SHORT"] = "q9Zx",
        ["CANARY_SIGNS"] = "p@ss/w+rd&=?#%\"q'uo\\te<x>$",
        ["CANARY_SPACED"] = "correct horse battery  staple",
        ["CANARY_LETTERS"] = "pässwörd-日本-𝛑",
        ["CANARY_DIGITS"] = "4711081512345",
        ["CANARY_LONG"] = string.Concat(Enumerable.Range(0, 120).Select(i => $"{i:x2}Canary{(char)('A' + (i % 26))}")),
        ["CANARY_BASE64"] = "Y2FuYXJ5IGluIGJhc2U2NA==",
        ["CANARY_SLASHES"] = @"C:\canaries\new\table%41+x/\\""both"" 'quoted'",
        ["CANARY_LINES"] = "-----BEGIN CANARY-----\nMIIEowIBAAKCAQEAcanaryline1\nsecondCanaryLine+/==\n-----END CANARY-----\n",
    };

    private const string FromVault = "vaultCanary-5e/7", FromFile = "fileCanary~77", FromControl = "controlCanary:42";

    private const string Echo = """
        import base64, html, json, os, sys, urllib.parse
        secrets = [os.environ[name] for name in sorted(os.environ) if name.startswith('CANARY_')] + sys.argv[1:]
        for secret in secrets:
            raw = secret.encode()
            for stream in (sys.stdout, sys.stderr):
                print('plain', secret, file=stream)
                for pad in (b'', b'x', b'xy', b'user:'):
                    print(base64.b64encode(pad + raw).decode(), base64.urlsafe_b64encode(pad + raw + b'!').decode(), base64.b64encode(pad + raw).decode().rstrip('='), file=stream)
                    print(base64.encodebytes(pad + raw).decode(), file=stream)
                print(urllib.parse.quote(secret), urllib.parse.quote(secret, safe=''), urllib.parse.quote_plus(secret), urllib.parse.urlencode({'k': secret}), file=stream)
                print(json.dumps(secret), json.dumps(secret, ensure_ascii=False), json.dumps(json.dumps({'k': secret})), html.escape(secret), file=stream)
                print(repr(secret), repr(raw), repr({'k': [secret]}), file=stream)
            for size in (1024, 4096, 8192, 16384, 32768, 65536):
                written = sys.stdout.tell() if sys.stdout.seekable() else 0
                sys.stdout.write('.' * (size - len(raw) // 2) + secret)
                sys.stdout.flush()
        """;

    private const string Module = """
        import base64, logging, os
        log = logging.getLogger('logzero_default')

        def fail(secrets):
            first = secrets['token']
            log.info('about to use %s', first)
            try:
                raise ValueError('cannot use ' + first)
            except ValueError as error:
                raise RuntimeError('wrapped %r and %s' % (os.environ['CANARY_LINES'], base64.b64encode(b'u:' + os.environ['CANARY_SIGNS'].encode()).decode())) from error

        def bytes_of(secrets):
            return {'raw': secrets['lines'], 'many': [secrets['signs'] + '!' for _ in range(3)], 'keyed': {'deep': {'x': 'a' + secrets['long'] + 'b'}}}
        """;

    private const string Control = """
        import logging
        log = logging.getLogger('logzero_default')

        def configure_control(experiment, configuration, secrets):
            secrets['late'] = {'late': 'controlCanary:42'}

        def after_activity_control(context, state, secrets=None, **kwargs):
            log.warning('saw %s in %s', 'controlCanary:42', state)
            state['note'] = 'controlCanary:42'
            context['seen'] = 'controlCanary:42'

        def after_experiment_control(context, state, **kwargs):
            log.error('late %s', state)
            state['summary'] = {'by': ['controlCanary:42']}
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task None_stands_in_anything_that_the_command_writes_unless_masking_is_off(bool isOff)
    {
        await using var endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.On("/v1/secret/data/canary", """{"data": {"data": {"key": "FROM_VAULT"}, "metadata": {"version": 1}}}""".Replace("FROM_VAULT", FromVault), "application/json");
        endpoint.On("/hook", "thanks");
        endpoint.On("/echo", async context =>
        {
            context.Response.Headers["X-Echo"] = context.Request.Headers["X-Secret"].ToString();
            await context.Response.WriteAsync($"{{\"query\": \"{context.Request.QueryString}\"}}", context.RequestAborted);
        });
        using var folder = new TemporaryFolder();
        string[] inputs = [folder.Write("echo.py", Echo), folder.Write("canaries.py", Module), folder.Write("canary_control.py", Control),
            folder.Write("vars.json", """{"secrets": {"file": {"from_file": "FROM_FILE"}}}""".Replace("FROM_FILE", FromFile)),
            folder.Write("settings.yaml", $"notifications:\n- type: http\n  url: {endpoint.Address}/hook\n"),
            folder.Write("experiment.json", Experiment(endpoint.Address))];
        var variables = new Dictionary<string, string>(Environment) { ["PYTHONPATH"] = folder.Path };

        string[] more = isOff ? ["--no-mask"] : [];
        var result = await ChaosProcess.RunAsync(
            folder, variables, ["--verbose", "--settings", "settings.yaml", "run", "experiment.json", "--var-file", "vars.json", .. more]);

        Assert.Contains("Verdict: not-injected", result.Errors);
        var journal = JsonNode.Parse(folder.Read("journal.json"))!;
        Assert.Equal(["succeeded", "succeeded", "failed", "succeeded", "succeeded", "succeeded"], ((JsonArray)journal["run"]!).Select(entry => (string)entry!["status"]!));
        var written = Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories)
            .Where(file => !inputs.Contains(file) && !file.EndsWith(".pyc", StringComparison.Ordinal)).ToDictionary(file => Path.GetFileName(file), File.ReadAllText);
        written["stdout"] = result.Output;
        written["stderr"] = result.Errors;
        written["notifications"] = string.Join('\n', endpoint.Requests.Where(request => request.Path == "/hook").Select(request => request.Body));
        Assert.Contains("chaostoolkit.log", written.Keys);
        var found = FoundIn(written);

        Assert.Equal(isOff, result.Errors.StartsWith("Warning: secrets are not masked", StringComparison.Ordinal));
        if (isOff)
        {
            Assert.NotEmpty(found);
        }
        else
        {
            Assert.Empty(found.Take(5));
            Assert.Contains("***", written["notifications"]);
            Assert.Contains("CANARY_PLAIN", written["journal.json"]); // the declaration is as it was written
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task None_stands_in_what_a_killed_run_leaves_nor_in_what_takes_it_back(bool hasWatchdog)
    {
        Needs.Linux("Processes are followed by /proc.");
        await using var endpoint = await ScriptedEndpoint.StartAsync();
        endpoint.On("/v1/secret/data/canary", """{"data": {"data": {"key": "FROM_VAULT"}, "metadata": {"version": 1}}}""".Replace("FROM_VAULT", FromVault), "application/json");
        using var site = new CrashSite("holds");
        string[] inputs = ["echo.py", "canaries.py", "canary_control.py", "vars.json", "experiment.json", "stage.sh", "break.sh", "mend.sh", "beside.sh"];
        site.Write("echo.py", Echo);
        site.Write("canaries.py", Module);
        site.Write("canary_control.py", Control);
        site.Write("vars.json", """{"secrets": {"file": {"from_file": "FROM_FILE"}}}""".Replace("FROM_FILE", FromFile));

        // What echoes secrets is played before the kill, and once more to take it back.
        var experiment = (JsonObject)JsonNode.Parse(Experiment(endpoint.Address))!;
        var method = (JsonArray)experiment["method"]!;
        method[0]!["undo"] = JsonNode.Parse("""
            [{"provider": {"type": "process", "path": "python3", "arguments": ["echo.py", "${from_vault}", "${from_file}"]}},
             {"name": "fails to take back ${token}", "provider": {"type": "python", "module": "canaries", "func": "fail", "secrets": ["env"]}}]
            """);
        method.RemoveAt(4); // to a server that is of no use here
        method.Add(JsonNode.Parse("""{"type": "probe", "name": "hold", "provider": {"type": "process", "path": "sh", "arguments": ["stage.sh", "holds"]}}"""));
        site.Write("experiment.json", experiment.ToJsonString());
        var variables = new Dictionary<string, string>(Environment) { ["PYTHONPATH"] = site.Path };
        string[] more = hasWatchdog ? [] : ["--no-watchdog"];
        site.Start(variables, ["--verbose", "run", "experiment.json", "--var-file", "vars.json", .. more]);
        var runner = await site.RunnerAsync();
        await site.ReachesAsync("holds");
        site.Signal(runner, Unix.Kill);
        await site.UntilAsync(() => !CrashSite.IsAlive(runner), "the runner's end");
        site.LetGo();
        await site.UntilAsync(() => site.FindWatchdog() is null, "the watchdog's end");
        if (!hasWatchdog)
        {
            Assert.Equal(1, await site.RunAsync(variables, "--verbose", "recover")); // one of the undo fails
        }

        Assert.Equal(["succeeded", "failed"], ((JsonArray)site.Journal["undo"]!).Select(entry => (string)entry!["status"]!));
        var written = Directory.EnumerateFiles(site.Path, "*", SearchOption.AllDirectories)
            .Where(file => !inputs.Contains(Path.GetFileName(file)) && !file.EndsWith(".pyc", StringComparison.Ordinal)).ToDictionary(file => Path.GetRelativePath(site.Path, file), File.ReadAllText);
        Assert.Contains(written.Keys, name => name.EndsWith("log.jsonl", StringComparison.Ordinal));
        Assert.Equal(hasWatchdog, written.Keys.Any(name => name.EndsWith("watchdog.log", StringComparison.Ordinal)));
        Assert.Contains("***", written["journal.json"]);
        Assert.Empty(FoundIn(written).Take(5));
    }

    private static IEnumerable<string> FoundIn(IReadOnlyDictionary<string, string> written) => from secret in Secrets()
                                                                                               from form in FormsOf(secret)
                                                                                               from text in written
                                                                                               where text.Value.Contains(form, StringComparison.Ordinal)
                                                                                               select $"{text.Key}: {form}";

    private static IEnumerable<string> Secrets() => [.. Environment.Values, FromVault, FromFile, FromControl];

    // By other code than what masks: what a reader would look for.
    private static IEnumerable<string> FormsOf(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        var json = System.Text.Json.JsonSerializer.Serialize(secret)[1..^1];
        return ((string[])
        [
            secret, secret.Trim(), json, Uri.EscapeDataString(secret), System.Net.WebUtility.UrlEncode(secret), Convert.ToBase64String(bytes).TrimEnd('='),
            .. secret.Trim().Split('\n'), System.Text.Json.JsonSerializer.Serialize(json)[1..^1],
            .. Enumerable.Range(1, 2).Select(pad => Convert.ToBase64String([.. new byte[pad], .. bytes])[(pad + 1)..^4]),
        ]).Where(form => form.Length >= 4).Distinct();
    }

    private static string Experiment(string address) => """
        {
          "title": "Canaries ${plain}", "description": "Secrets are echoed.",
          "configuration": {"vault_addr": "ADDRESS", "vault_token": "hvs.token"},
          "secrets": {
            "env": {
              "token": {"type": "env", "key": "CANARY_PLAIN"}, "plain": {"type": "env", "key": "CANARY_PLAIN"}, "short": {"type": "env", "key": "CANARY_SHORT"},
              "signs": {"type": "env", "key": "CANARY_SIGNS"}, "spaced": {"type": "env", "key": "CANARY_SPACED"}, "letters": {"type": "env", "key": "CANARY_LETTERS"},
              "digits": {"type": "env", "key": "CANARY_DIGITS"},
              "base64": {"type": "env", "key": "CANARY_BASE64"}, "slashes": {"type": "env", "key": "CANARY_SLASHES"}, "long": {"type": "env", "key": "CANARY_LONG"}, "lines": {"type": "env", "key": "CANARY_LINES"}
            },
            "vault": {"from_vault": {"type": "vault", "path": "canary", "key": "key"}},
            "file": {"from_file": "declared elsewhere"}
          },
          "controls": [{"name": "c", "provider": {"type": "python", "module": "canary_control"}}],
          "steady-state-hypothesis": {"title": "h", "probes": [
            {"type": "probe", "name": "${letters}", "tolerance": 0, "provider": {"type": "process", "path": "true"}}]},
          "method": [
            {"type": "action", "name": "echo", "provider": {"type": "process", "path": "python3", "arguments": ["echo.py", "${from_vault}", "${from_file}"]}},
            {"type": "probe", "name": "judged", "tolerance": {"type": "regex", "pattern": "^never ${token}$", "target": "stdout"},
              "provider": {"type": "process", "path": "echo", "arguments": ["${plain} ${from_vault} ${long} ${long}"]}},
            {"type": "action", "name": "fails", "provider": {"type": "python", "module": "canaries", "func": "fail", "secrets": ["env"]}},
            {"type": "probe", "name": "returns", "provider": {"type": "python", "module": "canaries", "func": "bytes_of", "secrets": ["env"]}},
            {"type": "probe", "name": "http", "provider": {"type": "http", "url": "ADDRESS/echo", "headers": {"X-Secret": "Bearer ${plain}"}, "arguments": {"k": "${signs}", "l": "${spaced}"}}},
            {"type": "probe", "name": "wrong status", "provider": {"type": "process", "path": "sh", "arguments": ["-c", "printf %s \"$CANARY_LINES\" | base64; exit 3"]}}
          ],
          "rollbacks": []
        }
        """.Replace("ADDRESS", address);
}
