using System.Diagnostics;
using System.Text.Json.Nodes;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Cli.Planning;

/// <summary>A run that is bound to the plan that was reviewed.</summary>
public sealed class PlanHashTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, string> environment = new() { ["SHOP_TOKEN"] = "hunter-22222", ["SHOP_HOST"] = "shop.test" };

    public PlanHashTests() => Write(pause: 0);

    [Theory]
    [InlineData(12)]
    [InlineData(64)]
    public async Task Runs_when_the_plan_is_the_one_that_was_reviewed(int digits)
    {
        var hash = (await HashAsync())[..digits];
        var result = await RunAsync("run", "e.json", "--plan-hash", hash.ToUpperInvariant());
        Assert.True(result.ExitCode == ExitCode.Success, result.Errors);
        Assert.True(File.Exists(folder.At("touched")));
    }

    [Fact]
    public async Task Refuses_when_the_experiment_was_changed_since()
    {
        var hash = await HashAsync();
        Write(pause: 0.001);
        var now = await HashAsync();
        var result = await RunAsync("run", "e.json", "--plan-hash", hash[..12]);
        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Contains(
            $"The plan is not the one that was reviewed: its hash is {now[..12]}, not {hash[..12]}. Nothing was run. See what it would do now with: chaos plan e.json, and the options of this run.",
            result.Errors,
            StringComparison.Ordinal);
        Assert.False(File.Exists(folder.At("touched")));
        Assert.False(File.Exists(folder.At("journal.json")));
        Assert.False(Directory.Exists(folder.At(".chaos")));
    }

    [Theory]
    [InlineData("--rollback-strategy", "never")]
    [InlineData("--var", "host=elsewhere")]
    [InlineData("--dry", "actions")]
    [InlineData("--timeout", "60")]
    public async Task Refuses_other_options_than_those_of_the_plan(string option, string value)
    {
        var hash = await HashAsync();
        Assert.Equal(ExitCode.Failure, (await RunAsync("run", "e.json", "--plan-hash", hash, option, value)).ExitCode);
        Assert.False(File.Exists(folder.At("touched")));
        Assert.Equal(ExitCode.Success, (await RunAsync("run", "e.json", "--plan-hash", await HashAsync(option, value), option, value)).ExitCode);
    }

    [Fact]
    public async Task Another_value_of_a_secret_is_the_same_plan_and_another_environment_is_not()
    {
        var hash = await HashAsync();
        environment["SHOP_TOKEN"] = "rotated-33333";
        Assert.Equal(hash, await HashAsync());
        environment["SHOP_TOKEN"] = "abc";
        Assert.Equal(hash, await HashAsync());
        environment["SHOP_HOST"] = "other.test";
        Assert.NotEqual(hash, await HashAsync());
    }

    [Fact]
    public async Task A_secret_that_is_unmasked_in_the_run_does_not_change_its_plan() =>
        Assert.Equal(ExitCode.Success, (await RunAsync("run", "e.json", "--no-mask", "--plan-hash", await HashAsync())).ExitCode);

    [Theory]
    [InlineData("abc")]
    [InlineData("0123456789xy")]
    public async Task A_hash_that_is_none_is_an_error_of_usage(string hash)
    {
        var result = await RunAsync("run", "e.json", "--plan-hash", hash);
        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.StartsWith($"chaos run: --plan-hash cannot be '{hash}': it needs 12 to 64 hexadecimal digits", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Others_can_compute_the_hash()
    {
        folder.Write("plan.json", (await RunAsync("plan", "e.json", "--format", "json")).Output);
        var start = new ProcessStartInfo("python3")
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
            ArgumentList =
            {
                "-c",
                """
                import hashlib, json
                plan = json.load(open("plan.json", encoding="utf-8"))["plan"]
                print(hashlib.sha256(json.dumps(plan, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest())
                """,
            },
        };
        using var python = Process.Start(start) ?? throw new InvalidOperationException("Python did not start.");
        Assert.Equal(await HashAsync(), (await python.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Trim());
    }

    public void Dispose() => folder.Dispose();

    private async Task<string> HashAsync(params string[] options) =>
        (string)JsonNode.Parse((await RunAsync(["plan", "e.json", "--format", "json", .. options])).Output)!["hash"]!;

    private Task<ChaosResult> RunAsync(params string[] args) => ChaosProcess.RunAsync(folder, environment, ["--no-log-file", .. args]);

    private void Write(double pause) => folder.Write("e.json", $$$$"""
        {
          "title": "Ä „shop“ 🍵 at ${host}\u0001", "description": "d",
          "configuration": {"host": {"type": "env", "key": "SHOP_HOST"}, "ratio": 1e-7, "echoed": {"type": "env", "key": "SHOP_TOKEN"}},
          "secrets": {"shop": {"token": {"type": "env", "key": "SHOP_TOKEN"}}},
          "method": [
            {"type": "action", "name": "touch ${host}", "pauses": {"after": {{{{pause.ToString(System.Globalization.CultureInfo.InvariantCulture)}}}}},
             "provider": {"type": "process", "path": "touch", "arguments": ["touched", "${host}", "${token}", "${ratio}"]}}
          ],
          "rollbacks": [{"type": "probe", "name": "none", "provider": {"type": "process", "path": "true"}}]
        }
        """);
}
