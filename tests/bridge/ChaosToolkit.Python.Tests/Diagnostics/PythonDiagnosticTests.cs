using System.Text.RegularExpressions;
using ChaosToolkit.Configuration;
using ChaosToolkit.Diagnostics;
using ChaosToolkit.Loading;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Python.Tests;

/// <summary>Each code of the bridge is one factory and one sample in each language; the line of the reference is looked for beside those of the core.</summary>
public sealed partial class PythonDiagnosticTests
{
    private static readonly string Folder = Repository.At("tests", "bridge", "ChaosToolkit.Python.Tests", "Diagnostics", "Samples");

    // They are told where no interpreter is.
    private static readonly string[] WithoutInterpreter = ["CTK0347", "CTK0432"];

    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(Folder).Where(file => !file.EndsWith(".txt", StringComparison.Ordinal)).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_sample_provokes_its_code_and_no_other(string file)
    {
        var code = Path.GetFileNameWithoutExtension(file);
        await using var world = new PythonWorld(WithoutInterpreter.Contains(code) ? "/nowhere/python3" : null);
        await PrepareAsync(world, code);
        await using var engine = new Engine(world.Services, typeof(PythonProvider).Assembly);
        var text = await File.ReadAllTextAsync(Path.Combine(Folder, file), TestContext.Current.CancellationToken);
        var document = DocumentReader.Read(new SourceText(file, text), DocumentReader.FormatOf(file) ?? DocumentFormat.Json);

        var found = Assert.Single((await engine.Validator.ValidateAsync(document.Node, Variables.None, TestContext.Current.CancellationToken)).Diagnostics);

        Snapshot.Match(string.Join("\n    ", DiagnosticText.Details(found).Prepend(DiagnosticText.Headline(found))), Path.Combine("Samples", file));
        Assert.Equal(code, found.Code);
    }

    [Fact]
    public void Each_code_has_a_sample_in_both_languages()
    {
        var codes = Code().Matches(File.ReadAllText(Repository.At("src", "bridge", "ChaosToolkit.Python", "PythonDiagnostics.cs"))).Select(match => match.Groups[1].Value);

        Assert.Equal(codes.SelectMany(code => (string[])[code + ".json", code + ".yaml"]), Files.Select(row => row.Data));
    }

    [Fact]
    public async Task The_reference_has_the_members_of_the_provider()
    {
        await using var world = new PythonWorld();
        var page = await File.ReadAllTextAsync(Repository.At("docs", "reference", "experiment.md"), TestContext.Current.CancellationToken);

        Assert.All(world.Provider.Shape.Members, member =>
            Assert.Contains($"| `{member.Name}`{(member.IsRequired ? " (required)" : "")} | {member.Value.Words} | {member.Text} |\n", page, StringComparison.Ordinal));
    }

    private static async Task PrepareAsync(PythonWorld world, string code)
    {
        world.Module("shop.__init__", "");
        world.Module("shop.checks", "def is_open(host, port=80):\n    return True\n");
        world.Module("shop.broken", "raise RuntimeError('not today')\n");
        world.Module("shop.audit", "def before_experiment_control(context, **kwargs):\n    pass\n");
        world.Module("shop.strict", "from chaoslib.exceptions import InvalidActivity\ndef validate_control(control):\n    raise InvalidActivity('the control needs a team')\n");
        if (!WithoutInterpreter.Contains(code))
        {
            await world.KnowFolder();
        }
    }

    [GeneratedRegex("\"(CTK[0-9]{4})\"")]
    private static partial Regex Code();
}
