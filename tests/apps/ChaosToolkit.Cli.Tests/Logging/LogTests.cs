using System.Text;
using System.Text.Json.Nodes;
using ChaosToolkit.Testing;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Cli.Logging;

public sealed class LogTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly MemoryStream console = new();

    public void Dispose() => folder.Dispose();

    private string Console => Encoding.UTF8.GetString(console.ToArray());

    [Fact]
    public void The_console_shows_time_level_and_message_from_INFO_on()
    {
        Log(new LoggingOptions(), logger =>
        {
            logger.LogDebug("ours");
            logger.LogInformation("one {Number}", 1);
            logger.LogWarning("two");
            logger.LogError("three");
            logger.LogCritical("four\nand more");
        });
        Assert.Equal(
            """
            [2026-03-04 07:06:07 INFO] one 1
            [2026-03-04 07:06:07 WARNING] two
            [2026-03-04 07:06:07 ERROR] three
            [2026-03-04 07:06:07 CRITICAL] four
                and more

            """,
            Console);
    }

    [Fact]
    public void Verbose_shows_DEBUG_and_where_a_record_comes_from()
    {
        Log(new LoggingOptions { Verbose = true }, logger =>
        {
            logger.LogDebug("ours");
            logger.Log(LogLevel.Information, default, Facts(("PythonModule", "actions"), ("PythonLine", 42)), null, (_, _) => "theirs");
        });
        Assert.Equal("[2026-03-04 07:06:07 DEBUG] [run:0] ours\n[2026-03-04 07:06:07 INFO] [actions:42] theirs\n", Console);
    }

    [Fact]
    public void Colours_are_in_the_brackets_only()
    {
        Log(new LoggingOptions { Coloured = true }, logger => logger.LogWarning("careful"));
        Assert.Equal("\e[33m[2026-03-04 07:06:07 WARNING]\e[0m careful\n", Console);
    }

    [Fact]
    public void An_explanation_stands_below_its_record()
    {
        Log(new LoggingOptions(), logger => logger.Log(LogLevel.Critical, default, Facts(("Explanation", "expected: 200\nobserved: 500")), null, (_, _) => "not met"));
        Assert.Equal("[2026-03-04 07:06:07 CRITICAL] not met\n    expected: 200\n    observed: 500\n", Console);
    }

    [Fact]
    public void JSON_has_one_object_a_line_and_one_context_a_command()
    {
        Log(new LoggingOptions { Json = true }, logger =>
        {
            logger.Log(LogLevel.Information, default, Facts(("Explanation", "why")), null, (_, _) => "a\n\"b\"");
            logger.LogError("c");
        });
        var lines = Console.TrimEnd('\n').Split('\n').Select(line => JsonNode.Parse(line)!.AsObject()).ToList();
        Assert.Equal(["process", "asctime", "levelname", "module", "lineno", "message", "explanation", "timestamp", "context_id"], lines[0].Select(member => member.Key));
        Assert.Equal("a\n\"b\"", (string?)lines[0]["message"]);
        Assert.Equal("2026-03-04 07:06:07", (string?)lines[0]["asctime"]);
        Assert.Equal("2026-03-04T05:06:07.089000+00:00", (string?)lines[0]["timestamp"]);
        Assert.Equal("run", (string?)lines[0]["module"]);
        Assert.Equal((string?)lines[0]["context_id"], (string?)lines[1]["context_id"]);
        Assert.True(Guid.TryParse((string?)lines[0]["context_id"], out _));
    }

    [Fact]
    public void The_file_has_every_level_with_its_source_and_the_trace_of_an_exception()
    {
        Log(new LoggingOptions { File = folder.At("a.log") }, logger =>
        {
            logger.LogDebug("ours");
            logger.LogError(new InvalidOperationException("deep"), "it failed");
        });
        Assert.Equal(
            "[2026-03-04 07:06:07 DEBUG] [run:0] ours\n[2026-03-04 07:06:07 ERROR] [run:0] it failed\n    System.InvalidOperationException: deep\n",
            folder.Read("a.log"));
        Assert.Equal("[2026-03-04 07:06:07 ERROR] it failed\n", Console);
    }

    [Fact]
    public void The_file_is_appended_to_and_heeds_its_level()
    {
        folder.Write("a.log", "older\n");
        Log(new LoggingOptions { File = folder.At("a.log"), FileLevel = LogLevel.Error }, logger =>
        {
            logger.LogWarning("no");
            logger.LogError(new InvalidOperationException("deep"), "yes");
        });
        Assert.Equal("older\n[2026-03-04 07:06:07 ERROR] [run:0] yes\n", folder.Read("a.log"));
    }

    [Fact]
    public void An_INFO_record_is_in_the_file_when_the_call_returns_with_the_DEBUG_ones_before_it()
    {
        Log(new LoggingOptions { File = folder.At("a.log") }, logger =>
        {
            logger.LogDebug("before");
            logger.LogInformation("now");
            Assert.EndsWith("before\n[2026-03-04 07:06:07 INFO] [run:0] now\n", folder.Read("a.log"), StringComparison.Ordinal);
        });
    }

    [Fact]
    public void While_a_run_gathers_them_lines_wait_until_they_are_asked_for_or_one_must_be_seen()
    {
        using var factory = ChaosLoggerFactory.Open(new LoggingOptions { File = folder.At("a.log") }, console, new ManualTimeProvider());
        var logger = factory.CreateLogger("run");
        using (factory.Gather())
        {
            logger.LogInformation("1");
            Assert.Equal(("", ""), (Last(Console), Last(folder.Read("a.log"))));
            factory.Flush();
            Assert.Equal(("1", "1"), (Last(Console), Last(folder.Read("a.log"))));

            logger.LogInformation("2");
            logger.LogWarning("3");
            Assert.Equal(("3", "3"), (Last(Console), Last(folder.Read("a.log"))));
            logger.LogInformation("4");
        }

        Assert.Equal(("4", "4"), (Last(Console), Last(folder.Read("a.log"))));
        logger.LogInformation("5");
        Assert.Equal(("5", "5"), (Last(Console), Last(folder.Read("a.log"))));
    }

    [Fact]
    public void A_line_that_nobody_asks_for_waits_for_a_moment_only()
    {
        var time = new ManualTimeProvider();
        using var factory = ChaosLoggerFactory.Open(new LoggingOptions { File = folder.At("a.log") }, console, time);
        using var gathering = factory.Gather();
        foreach (var number in (string[])["1", "2"])
        {
            factory.CreateLogger("run").LogInformation("{Number}", number);
            Assert.NotEqual(number, Last(Console));
            time.Advance(TimeSpan.FromMilliseconds(200));
            Assert.Equal((number, number), (Last(Console), Last(folder.Read("a.log"))));
        }
    }

    [Fact]
    public void Lines_that_wait_stand_above_a_question()
    {
        using var factory = ChaosLoggerFactory.Open(new LoggingOptions(), console, new ManualTimeProvider());
        using var gathering = factory.Gather();
        factory.CreateLogger("run").LogInformation("1");
        factory.Area.Suspend();
        Assert.Equal("1", Last(Console));
    }

    [Fact]
    public async Task A_DEBUG_record_gets_to_the_file_without_another_one()
    {
        await using var factory = ChaosLoggerFactory.Open(new LoggingOptions { File = folder.At("a.log") }, console, TimeProvider.System);
        using var changed = new FileSystemWatcher(folder.Path) { NotifyFilter = NotifyFilters.Size };
        var written = new TaskCompletionSource();
        changed.Changed += (_, _) => written.TrySetResult();
        changed.EnableRaisingEvents = true;
        factory.CreateLogger("run").LogDebug("alone");
        await written.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.EndsWith("alone\n", folder.Read("a.log"), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_logs_in_one_file_do_not_write_over_each_other()
    {
        var options = new LoggingOptions { File = folder.At("a.log") };
        Log(options, one => Log(options, other =>
        {
            one.LogInformation("1");
            other.LogInformation("2");
            one.LogInformation("3");
        }));
        Assert.Equal(["1", "2", "3"], folder.Read("a.log").TrimEnd('\n').Split('\n').Select(line => line[^1..]));
    }

    [Fact]
    public void A_file_that_cannot_be_opened_costs_one_warning()
    {
        Log(new LoggingOptions { File = folder.At("absent/a.log") }, logger => logger.LogInformation("on"));
        var lines = Console.TrimEnd('\n').Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.Contains("WARNING] The log file", lines[0], StringComparison.Ordinal);
    }

    private static string Last(string lines) => lines.TrimEnd('\n') is { Length: > 0 } text ? text[^1..] : "";

    private void Log(LoggingOptions options, Action<ILogger> use)
    {
        using var factory = ChaosLoggerFactory.Open(options, console, new FixedTime());
        use(factory.CreateLogger("ChaosToolkit.Running.run"));
    }

    private static IReadOnlyList<KeyValuePair<string, object?>> Facts(params (string Key, object? Value)[] facts) =>
        [.. facts.Select(fact => new KeyValuePair<string, object?>(fact.Key, fact.Value))];
}
