namespace ChaosToolkit.Benchmarks;

/// <summary>One benchmark: a class of this interface in a file of its own is found, run and written to RESULTS.md.</summary>
internal interface IBenchmark
{
    /// <summary>What is asked for with <c>./build.cs bench NAME</c>, and the heading of its table.</summary>
    string Name { get; }

    /// <summary>What is measured and what the figures should be, in a sentence or two.</summary>
    string About { get; }

    /// <summary>Measures.</summary>
    /// <param name="repository">The folder of the repository: what is published lies below its <c>artifacts</c>.</param>
    Task<ResultTable> RunAsync(string repository);
}
