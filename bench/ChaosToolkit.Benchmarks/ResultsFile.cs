using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace ChaosToolkit.Benchmarks;

/// <summary>bench/RESULTS.md: a section a benchmark, renewed one by one.</summary>
internal sealed partial class ResultsFile(string path)
{
    private const string Head = """
        # Benchmarks

        Renewed by `./build.cs bench` (all) or `./build.cs bench NAME` (one). Ratios and allocations say something; milliseconds belong to the machine.

        """;

    /// <summary>Puts what a benchmark found in the place of what it found before.</summary>
    public void Renew(IBenchmark benchmark, ResultTable table) => Renew(benchmark.Name, benchmark.About, $"bench {benchmark.Name}", table.ToMarkdown());

    /// <summary>Puts what a command found in the place of what it found before.</summary>
    /// <param name="name">The section's name.</param>
    /// <param name="about">What it is.</param>
    /// <param name="command">What of <c>./build.cs</c> found it.</param>
    /// <param name="table">A table in Markdown.</param>
    public void Renew(string name, string about, string command, string table)
    {
        var sections = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (File.Exists(path))
        {
            foreach (Match section in Section().Matches(File.ReadAllText(path)))
            {
                sections[section.Groups["name"].Value] = section.Value.TrimEnd() + "\n";
            }
        }

        sections[name] = $"""
            ## {name}

            {about}

            `./build.cs {command}` on {Machine()}:

            {table}
            """;
        var text = new StringBuilder(Head);
        foreach (var section in sections.Values)
        {
            text.Append('\n').Append(section.TrimEnd()).Append('\n');
        }

        File.WriteAllText(path, text.ToString());
    }

    private static string Machine()
    {
        var processor = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim()
            : null;
        return $"{processor ?? RuntimeInformation.ProcessArchitecture.ToString()}, {Environment.ProcessorCount} processors, {RuntimeInformation.RuntimeIdentifier}, .NET {Environment.Version}";
    }

    [GeneratedRegex(@"^## (?<name>\S+)\n(?:(?!^## ).*\n?)*", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Section();
}
