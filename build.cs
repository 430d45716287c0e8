#!/usr/bin/env dotnet
#:property PublishAot=false

// The one command of this repository: ./build.cs [build|test|demo|bench|publish|pack|crash-matrix|accept]. It needs the .NET SDK, and Python 3 for `test`.

using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;

string root = (string)AppContext.GetData("EntryPointFileDirectoryPath")!; // set wherever a file is run as a program
string artifacts = Path.Combine(root, "artifacts");
string chaos = Path.Combine(artifacts, "chaos", "chaos");
int passed = 0, failed = 0;

// What cases of the conformance suite need that is not there yet.
string[] conformanceWithout = [];

// Runs are short, and compiling takes them longer than running: the runtime comes along, compiled together with what uses it. It is not possible everywhere.
// Then the code that comes along is good enough to stay: what replaces it by better code while a short run goes on costs it more than it brings.
string[] withRuntime = OperatingSystem.IsLinux() ? ["--self-contained", "-p:PublishReadyToRunComposite=true", "-p:TieredCompilation=false"] : ["--self-contained"];

// Colours are for people.
string[] testOptions = Console.IsOutputRedirected ? ["-noLogo", "-noColor"] : ["-noLogo"];

Environment.CurrentDirectory = root;
Environment.SetEnvironmentVariable("DOTNET_NOLOGO", "1");
Environment.SetEnvironmentVariable("DOTNET_CLI_TELEMETRY_OPTOUT", "1");
if (Environment.GetEnvironmentVariable("CI") == "true")
{
    // A build node that lives on would keep the job's output open.
    Environment.SetEnvironmentVariable("MSBUILDDISABLENODEREUSE", "1");
}

return args switch
{
    [] or ["build"] => Build() ? 0 : 1,
    ["test"] => await TestAsync(),
    ["demo"] => BuildDemo() && await DemoAsync() ? 0 : 1,
    ["bench", .. var names] => Publish() && PublishBeside() && Run("dotnet", ["run", "-c", "Release", "--project", "bench/ChaosToolkit.Benchmarks", "--", root, .. names]) == 0 ? 0 : 1,
    ["publish"] => Publish() ? 0 : 1,
    ["pack"] => Run("dotnet", ["pack", "ChaosToolkit.slnx", "-c", "Release", "-o", Path.Combine(artifacts, "packages")]) == 0 ? 0 : 1,
    ["crash-matrix", .. var repetitions] => Build() ? CrashMatrix(repetitions is [var number] ? number : "20") : 1,
    ["accept"] => Accept(),
    _ => Usage(),
};

int Usage()
{
    Console.Error.WriteLine("""
        ./build.cs              builds everything; warnings are errors
        ./build.cs test         builds, checks the format, runs every test, the conformance cases and the demo
        ./build.cs demo         runs the first experiment against a fragile and a resilient service
        ./build.cs bench [NAME] runs the benchmarks and renews bench/RESULTS.md
        ./build.cs publish      makes artifacts/chaos/chaos and artifacts/chaos-proxy/chaos-proxy
        ./build.cs pack         makes the packages in artifacts/packages
        ./build.cs crash-matrix [N] kills runs in every way at every point, N times each (20), and renews its part of bench/RESULTS.md
        ./build.cs accept       runs the tests and takes what they print for what they should print
        """);
    return 2;
}

// What one repetition of is part of the tests; here with random delays, and its figures go into bench/RESULTS.md.
int CrashMatrix(string repetitions)
{
    var table = Path.Combine(artifacts, "crash-matrix.md");
    File.Delete(table);
    var status = Run(
        Path.Combine(artifacts, "bin", "ChaosToolkit.Cli.Tests", "debug", "ChaosToolkit.Cli.Tests"),
        [.. testOptions, "-class", "*.KillMatrixTests", "-showLiveOutput"],
        environment: new() { ["CHAOS_CRASH_REPETITIONS"] = repetitions, ["CHAOS_CRASH_TABLE"] = table });
    if (File.Exists(table))
    {
        Console.WriteLine(File.ReadAllText(table));
        status = Math.Max(status, Run("dotnet", ["run", "-c", "Release", "--project", "bench/ChaosToolkit.Benchmarks", "--", root, "--crash-matrix", table]));
    }

    return status;
}

bool Build() => Run("dotnet", ["build", "ChaosToolkit.slnx"]) == 0;

bool Publish() => PublishProject("src/apps/ChaosToolkit.Cli", Path.Combine(artifacts, "chaos"), withRuntime)
    && PublishProject("src/apps/ChaosToolkit.FaultProxy.Server", Path.Combine(artifacts, "chaos-proxy"), ["--no-self-contained"]);

bool PublishBeside() => ((string[])["Empty", "Bare"]).All(name => PublishProject($"bench/{name}", Path.Combine(artifacts, "bench", name.ToLowerInvariant()), withRuntime));

bool PublishProject(string project, string folder, string[] runtime) =>
    Run("dotnet", ["publish", project, "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, .. runtime, "-p:PublishReadyToRun=true", "-o", folder]) == 0;

int Accept()
{
    Environment.SetEnvironmentVariable("CHAOS_ACCEPT", "1");
    if (!Build() || !Publish())
    {
        return 1;
    }

    RunTestProjects();
    return Report();
}

// Each step counts: as the tests it holds, or as one where it holds none. The line with the sum is the last one.
async Task<int> TestAsync()
{
    if (!Count("build", Build()))
    {
        return Report();
    }

    Count("format", Run("dotnet", ["format", "ChaosToolkit.slnx", "--verify-no-changes", "--no-restore"]) == 0);
    var published = Count("publish", Publish());
    RunTestProjects();
    if (published)
    {
        RunConformance();
    }

    Count("demo", BuildDemo() && await DemoAsync());
    return Report();
}

bool Count(string what, bool worked)
{
    _ = worked ? passed++ : failed++;
    if (!worked)
    {
        Console.WriteLine($"FAIL {what}");
    }

    return worked;
}

int Report()
{
    Console.Out.Flush();
    Console.Error.Flush();
    Console.WriteLine($"{passed} passed, {failed} failed");
    return failed == 0 ? 0 : 1;
}

void RunTestProjects()
{
    var results = Path.Combine(artifacts, "test-results");
    Directory.CreateDirectory(results);
    foreach (var project in Directory.EnumerateFiles(Path.Combine(root, "tests"), "*.Tests.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
    {
        var name = Path.GetFileNameWithoutExtension(project);
        var report = Path.Combine(results, name + ".xml");
        File.Delete(report);
        Console.WriteLine($"--- {name}");
        var status = Run(Path.Combine(artifacts, "bin", name, "debug", name), [.. testOptions, "-xml", report], TimeSpan.FromMinutes(15));
        var (good, bad) = ReadReport(report);
        passed += good;
        failed += bad;

        // It crashed, or never got to its report.
        if (bad == 0 && (status != 0 || !File.Exists(report)))
        {
            Count($"{name} ended with {status}", false);
        }
    }
}

(int Passed, int Failed) ReadReport(string report)
{
    try
    {
        var assemblies = XDocument.Load(report).Descendants("assembly").ToList();
        int Sum(string attribute) => assemblies.Sum(assembly => (int?)assembly.Attribute(attribute) ?? 0);

        // Where everything is installed, what was not tested is a failure.
        var skipped = Environment.GetEnvironmentVariable("CI") == "true" ? Sum("skipped") : 0;
        return (Sum("passed"), Sum("failed") + Sum("errors") + skipped);
    }
    catch (Exception error) when (error is IOException or System.Xml.XmlException)
    {
        return (0, 0);
    }
}

void RunConformance()
{
    Console.WriteLine("--- conformance");
    List<string> arguments = ["tests/conformance/conformance.py", "--chaos", chaos, "-j", "2"];
    foreach (var need in conformanceWithout)
    {
        arguments.AddRange(["--without", need]);
    }

    foreach (var name in File.ReadLines("tests/conformance/known-red.txt").Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'))
    {
        arguments.AddRange(["--skip", name]);
    }

    var last = "";
    var status = Run("python3", arguments, line: line =>
    {
        last = line;
        if (!line.StartsWith("ok ", StringComparison.Ordinal))
        {
            Console.WriteLine(line);
        }
    });
    var sum = Regex.Match(last, @"^(\d+) passed, (\d+) failed");
    passed += sum.Success ? int.Parse(sum.Groups[1].Value) : 0;
    failed += sum.Success ? int.Parse(sum.Groups[2].Value) : 0;
    if (!sum.Success || (status != 0 && sum.Groups[2].Value == "0"))
    {
        Count($"conformance ended with {status}", false);
    }
}

bool BuildDemo() => Run("dotnet", ["build", "src/apps/ChaosToolkit.Cli", "--verbosity", "quiet"]) == 0 && Run("dotnet", ["build", "samples/exchange", "--verbosity", "quiet"]) == 0;

async Task<bool> DemoAsync() =>
    await DemoRunAsync("fragile", [], "experiment.json", expectedExit: 1, expectedDeviated: true)
    & await DemoRunAsync("resilient", ["--resilient"], "experiment.yaml", expectedExit: 0, expectedDeviated: false);

async Task<bool> DemoRunAsync(string variant, string[] options, string experiment, int expectedExit, bool expectedDeviated)
{
    var folder = Path.Combine(artifacts, "demo");
    var (journal, rates) = (Path.Combine(folder, variant + ".json"), Path.Combine(folder, variant + ".rates.txt"));
    Directory.CreateDirectory(folder);
    foreach (var old in new[] { journal, rates, rates + ".away", Path.Combine(folder, variant + ".log") })
    {
        File.Delete(old);
    }

    Console.WriteLine($"--- the {variant} service");
    var start = new ProcessStartInfo(Path.Combine(artifacts, "bin", "Exchange", "debug", "exchange"), ["--urls", "http://127.0.0.1:0", "--file", rates, .. options])
    {
        WorkingDirectory = folder,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };
    using var service = Process.Start(start) ?? throw new InvalidOperationException("The service did not start.");
    try
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        const string Greeting = "Listening on ";
        string? line;
        do
        {
            line = await service.StandardOutput.ReadLineAsync(patience.Token);
        }
        while (line is not null && !line.StartsWith(Greeting, StringComparison.Ordinal));

        if (line is null)
        {
            Console.WriteLine($"The service ended: {await service.StandardError.ReadToEndAsync()}");
            return false;
        }

        // What it says from here on (the fragile one: its unhandled exception) is read and dropped, so that it never waits for us.
        _ = service.StandardOutput.ReadToEndAsync();
        _ = service.StandardError.ReadToEndAsync();
        var address = line[Greeting.Length..] + "/";
        Console.WriteLine($"$ chaos run samples/exchange/{experiment}");
        var status = Run(
            Path.Combine(artifacts, "bin", "ChaosToolkit.Cli", "debug", "chaos"),
            ["--log-file", Path.Combine(folder, variant + ".log"), "run", "--journal-path", journal, $"samples/exchange/{experiment}"],
            TimeSpan.FromSeconds(60),
            environment: new() { ["EXCHANGE_URL"] = address, ["EXCHANGE_FILE"] = rates });
        var deviated = File.Exists(journal) ? (bool?)JsonNode.Parse(File.ReadAllText(journal))?["deviated"] : null;
        Console.WriteLine($"exit status {status}, deviated {deviated?.ToString().ToLowerInvariant() ?? "unknown"}, journal {Path.GetRelativePath(root, journal)}");
        if (status == expectedExit && deviated == expectedDeviated && File.Exists(rates))
        {
            return true;
        }

        Console.WriteLine($"Expected were exit status {expectedExit}, deviated {(expectedDeviated ? "true" : "false")}, and the file of rates back in its place.");
        return false;
    }
    catch (OperationCanceledException)
    {
        Console.WriteLine("The service did not say where it listens within 15 s.");
        return false;
    }
    finally
    {
        service.Kill(entireProcessTree: true);
        service.WaitForExit();
    }
}

// Runs a program, by default with our own output; gives its exit status, or -1 when it cannot be started or takes too long.
int Run(string program, IEnumerable<string> arguments, TimeSpan? limit = null, Action<string>? line = null, Dictionary<string, string>? environment = null)
{
    Console.Out.Flush();
    var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = line is not null };
    foreach (var (name, value) in environment ?? [])
    {
        start.Environment[name] = value;
    }

    try
    {
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"'{program}' did not start.");
        while (line is not null && process.StandardOutput.ReadLine() is { } text)
        {
            line(text);
        }

        if (process.WaitForExit(limit ?? TimeSpan.FromHours(1)))
        {
            return process.ExitCode;
        }

        process.Kill(entireProcessTree: true);
        Console.WriteLine($"'{program}' took too long.");
    }
    catch (System.ComponentModel.Win32Exception error)
    {
        Console.WriteLine($"'{program}' cannot be started: {error.Message}");
    }

    return -1;
}
