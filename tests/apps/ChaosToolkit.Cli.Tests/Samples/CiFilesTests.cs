using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ChaosToolkit.Loading;
using ChaosToolkit.Testing;
using ChaosToolkit.Values;

namespace ChaosToolkit.Cli.Samples;

/// <summary>The files for CI servers: they are what the servers read, and their commands run here as they stand.</summary>
public sealed partial class CiFilesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_action_is_a_composite_one_whose_steps_say_what_they_need()
    {
        var action = Yaml("action.yml");
        var runs = (JsonObject)action["runs"]!;
        Assert.Equal("composite", (string?)runs["using"]);
        foreach (var step in runs["steps"]!.AsArray().Cast<JsonObject>())
        {
            Assert.True(step.ContainsKey("uses") ^ step.ContainsKey("run"));
            Assert.Equal(step.ContainsKey("run"), step.ContainsKey("shell"));
            Assert.Matches("^(actions/[a-z-]+@v[0-9]+)?$", (string?)step["uses"] ?? "");
        }

        var used = Inputs().Matches(Text("action.yml")).Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(action["inputs"]!.AsObject().Select(input => input.Key).Order(StringComparer.Ordinal), used);
    }

    [Fact]
    public void The_template_for_gitlab_is_a_hidden_job_that_keeps_what_came_of_it()
    {
        var (name, job) = Assert.Single(Yaml("gitlab-ci.yml"));
        Assert.StartsWith(".", name);
        Assert.Equal(1, (long)job!["allow_failure"]!["exit_codes"]!);
        Assert.Equal("always", (string?)job["artifacts"]!["when"]);
        Assert.All((IEnumerable<string>)["before_script", "script", "after_script"], part => Assert.All(job[part]!.AsArray(), line => Assert.NotNull(Value.AsText(line))));
    }

    [Fact]
    public void The_pipeline_of_jenkins_is_declarative_and_whole()
    {
        var text = Text("Jenkinsfile");
        Assert.Matches(@"^pipeline \{\n    agent any\n", text);
        Assert.All((IEnumerable<(char, char)>)[('{', '}'), ('(', ')'), ('[', ']')], pair => Assert.Equal(text.Count(one => one == pair.Item1), text.Count(one => one == pair.Item2)));
        Assert.Equal(["Install", "Validate", "Run"], Stages().Matches(text).Select(match => match.Groups[1].Value));
    }

    [Theory]
    [InlineData("action.yml", "good", 0)]
    [InlineData("action.yml", "deviates", 1)]
    [InlineData("gitlab-ci.yml", "good", 0)]
    [InlineData("gitlab-ci.yml", "deviates", 1)]
    [InlineData("gitlab-ci.yml", "broken", 2)]
    [InlineData("Jenkinsfile", "good", 0)]
    [InlineData("Jenkinsfile", "deviates", 1)]
    [InlineData("crontab", "good", 0)]
    [InlineData("crontab", "deviates", 0)]
    public async Task Their_commands_run_and_leave_what_the_page_says(string file, string experiment, int status)
    {
        Needs.Linux("The commands are those of a shell on Linux.");
        folder.Write("queue.yaml", experiment switch
        {
            "broken" => "title: t\n",
            _ => $$"""
                title: t
                description: d
                steady-state-hypothesis: {title: h, probes: [{type: probe, name: p, tolerance: 0, provider: {type: process, path: test, arguments: "! -e gone"} }]}
                method: [{type: action, name: a, provider: {type: process, path: touch, arguments: {{(experiment == "good" ? "done" : "gone")}} } }]
                """,
        });
        List<int> statuses = [];
        var errors = "";
        foreach (var command in Commands(file))
        {
            var result = await ShellAsync(command);
            statuses.Add(result.ExitCode);
            errors += result.Errors;
            if (result.ExitCode != 0 && experiment == "broken")
            {
                break; // a job ends there
            }
        }

        Assert.Equal(status, statuses.Max());
        if (experiment == "broken")
        {
            Assert.False(Directory.Exists(folder.At("results")));
            return;
        }

        var kept = Directory.EnumerateFiles(folder.At("results")).Select(Path.GetFileName).ToList();
        Assert.Contains("chaos.log", kept);
        Assert.Contains(kept, name => name!.StartsWith("journal", StringComparison.Ordinal));
        Assert.Equal(file != "crontab", kept.Contains("report.html"));
        Assert.Equal(file == "gitlab-ci.yml", kept.Contains("junit.xml"));
        Assert.True(Directory.Exists(folder.At("results/.chaos/runs")));
        if (file == "crontab")
        {
            // cron mails what is on standard error: nothing, unless something is wrong.
            Assert.Equal(experiment == "good", errors.Length == 0);
        }
    }

    // What a shell is given, but for the installation of what is here already.
    private static IEnumerable<string> Commands(string file) => (file switch
    {
        "action.yml" => Yaml(file)["runs"]!["steps"]!.AsArray().Select(step => Value.AsText(step!["run"])).OfType<string>(),
        "gitlab-ci.yml" => Yaml(file)[".chaos"]!["script"]!.AsArray().Concat(Yaml(file)[".chaos"]!["after_script"]!.AsArray()).Select(Value.AsText).OfType<string>(),
        "Jenkinsfile" => ShellSteps().Matches(Text(file)).Select(match => match.Groups[1].Value),
        _ => Text(file).Split('\n').Where(line => CronEntry().IsMatch(line)).Select(line => CronEntry().Replace(line, "").Replace("\\%", "%", StringComparison.Ordinal).Replace("cd /srv/experiments && ", "", StringComparison.Ordinal)),
    }).Where(command => !command.Contains("dotnet", StringComparison.Ordinal));

    private async Task<ChaosResult> ShellAsync(string command)
    {
        var environment = new Dictionary<string, string>
        {
            ["PATH"] = $"{ChaosCommand.BuiltOf("ChaosToolkit.Cli")}:{Environment.GetEnvironmentVariable("PATH")}",
            ["EXPERIMENT"] = "queue.yaml",
            ["GITHUB_ACTIONS"] = "false",
        };
        using var shell = ChaosCommand.StartProgram(folder, environment, "bash", "-e", "-c", command);
        return await shell.EndAsync();
    }

    private static string Text(string file) => File.ReadAllText(Repository.At("docs", "how-to", "ci", file));

    private static JsonObject Yaml(string file) => (JsonObject)DocumentReader.Read(new SourceText(file, Text(file)), DocumentFormat.Yaml).Root!;

    [GeneratedRegex(@"inputs\.(\w+)")]
    private static partial Regex Inputs();

    [GeneratedRegex(@"stage\('(\w+)'\)")]
    private static partial Regex Stages();

    [GeneratedRegex(@"(?:sh |script: )'([^']*)'")]
    private static partial Regex ShellSteps();

    [GeneratedRegex(@"^\S+ \S+ \S+ \S+ \S+ (?=cd )")]
    private static partial Regex CronEntry();
}
