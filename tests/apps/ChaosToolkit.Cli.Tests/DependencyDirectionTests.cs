using System.Xml.Linq;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Cli;

public sealed class DependencyDirectionTests
{
    // What may refer to what; a folder that is not named may refer to nothing.
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["core"] = [],
        ["faults"] = [],
        ["bridge"] = ["core"],
        ["drivers"] = ["core", "faults"],
        ["reporting"] = ["core"],
        ["apps"] = ["core", "bridge", "drivers", "reporting", "faults", "apps"],
    };

    [Fact]
    public void Projects_refer_only_towards_the_core()
    {
        var source = Repository.At("src");
        var projects = Directory.EnumerateFiles(source, "*.csproj", SearchOption.AllDirectories).ToList();
        Assert.NotEmpty(projects);
        var wrong =
            from project in projects
            from reference in XDocument.Load(project).Descendants("ProjectReference").Select(element => (string?)element.Attribute("Include") ?? "")
            let target = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(project)!, reference)) // a project lies in a folder
            where !Allowed.GetValueOrDefault(Group(source, project), []).Contains(Group(source, target))
            select $"{Path.GetRelativePath(source, project)} -> {Path.GetRelativePath(source, target)}";
        Assert.Empty(wrong);
    }

    private static string Group(string source, string project) => Path.GetRelativePath(source, project).Split(Path.DirectorySeparatorChar)[0];
}
