using System.Globalization;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Diagnostics.Broken;

/// <summary>Experiments with one mistake each: the place is exact, the advice is right, and nothing else is called wrong.</summary>
public sealed class BrokenFileTests(ITestOutputHelper output)
{
    private static readonly string Folder = Repository.At("tests", "core", "ChaosToolkit.Core.Tests", "Diagnostics", "Broken");

    [Theory]
    [InlineData("checkout.json")]
    [InlineData("queue.yaml")]
    public async Task The_experiments_have_no_problem_before_they_are_broken(string file) => Assert.Empty(await DiagnosticSamples.DiagnoseAsync(file, await ReadAsync(file)));

    [Fact]
    public async Task At_least_95_in_100_broken_files_are_explained_at_the_right_place()
    {
        var (wrong, count) = (new List<string>(), 0);
        foreach (var (file, list) in ((string, IReadOnlyList<BrokenFile>)[])[("checkout.json", BrokenJson.All), ("queue.yaml", BrokenYaml.All)])
        {
            var sound = await ReadAsync(file);
            foreach (var broken in list)
            {
                count++;
                var (text, line, column) = broken.Break(sound);
                var found = await DiagnosticSamples.DiagnoseAsync(file, text);
                if (!found.Any(one => IsAt(one, line, column) && $"{one.Message} {one.Help}".Contains(broken.Advice, StringComparison.Ordinal))
                    || found.Count(one => one.Level == DiagnosticLevel.Error) > 1 || found.Count > 2)
                {
                    wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{file}, {broken.Name}, at {line}:{column}:\n{string.Join('\n', found.Select(DiagnosticSamples.TextOf))}"));
                }
            }
        }

        wrong.ForEach(output.WriteLine);
        output.WriteLine($"{count - wrong.Count} of {count} are explained at the right place.");
        Assert.True(count >= 100, $"{count} broken files are too few.");
        Assert.True(wrong.Count * 20 <= count, $"{wrong.Count} of {count}:\n{string.Join('\n', wrong)}");
    }

    private static bool IsAt(Diagnostic diagnostic, int line, int column) => diagnostic.Span?.Range is { } range && range.StartLine == line && range.StartColumn == column;

    private static Task<string> ReadAsync(string file) => File.ReadAllTextAsync(Path.Combine(Folder, file), TestContext.Current.CancellationToken);
}
