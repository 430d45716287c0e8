using ChaosToolkit.Benchmarks;

// Benchmarks REPOSITORY [NAME]...
if (args is not [var repository, .. var names])
{
    Console.Error.WriteLine("Run it with ./build.cs bench [NAME]...");
    return 2;
}

var results = new ResultsFile(Path.Combine(repository, "bench", "RESULTS.md"));
if (names is ["--crash-matrix", var table])
{
    // No benchmark, but its figures stand beside theirs.
    results.Renew(
        "crash-matrix",
        "Runs that change the machine (files moved, a process stopped, in the foreground and in the background), hit at 15 points of their life, in five ways, with random delays, and recovered. "
        + "Of all of it the limit is 0, but for an undo that is played twice: that is allowed, and each such action ended in the right state.",
        "crash-matrix",
        File.ReadAllText(table));
    return 0;
}

var all = typeof(IBenchmark).Assembly.GetTypes()
    .Where(type => type.IsClass && !type.IsAbstract && type.IsAssignableTo(typeof(IBenchmark)))
    .Select(type => (IBenchmark)Activator.CreateInstance(type)!) // a class always
    .OrderBy(benchmark => benchmark.Name, StringComparer.Ordinal)
    .ToArray();
if (names.Except(all.Select(benchmark => benchmark.Name)).FirstOrDefault() is { } unknown)
{
    Console.Error.WriteLine($"There is no benchmark '{unknown}'. Known: {string.Join(", ", all.Select(benchmark => benchmark.Name))}.");
    return 2;
}

foreach (var benchmark in all.Where(benchmark => names.Length == 0 || names.Contains(benchmark.Name)))
{
    var found = await benchmark.RunAsync(repository);
    Console.WriteLine($"{benchmark.Name}\n{found.ToMarkdown()}");
    results.Renew(benchmark, found);
}

return 0;
