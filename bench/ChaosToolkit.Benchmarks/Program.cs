using ChaosToolkit.Benchmarks;

// Benchmarks REPOSITORY [NAME]...
if (args is not [var repository, .. var names])
{
    Console.Error.WriteLine("Run it with ./build.cs bench [NAME]...");
    return 2;
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

var results = new ResultsFile(Path.Combine(repository, "bench", "RESULTS.md"));
foreach (var benchmark in all.Where(benchmark => names.Length == 0 || names.Contains(benchmark.Name)))
{
    var table = await benchmark.RunAsync(repository);
    Console.WriteLine($"{benchmark.Name}\n{table.ToMarkdown()}");
    results.Renew(benchmark, table);
}

return 0;
