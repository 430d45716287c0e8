using System.Text;
using System.Text.RegularExpressions;
using ChaosToolkit.Model.Shapes;

namespace ChaosToolkit.Model;

/// <summary>Renews the tables of docs/reference/experiment.md, each between <c>&lt;!-- members of NAME --&gt;</c> and <c>&lt;!-- end --&gt;</c>.</summary>
internal static partial class ReferencePage
{
    public static string Renew(string page, Engine engine)
    {
        var shapes = ExperimentShapes.All
            .Concat(engine.Providers.Names.Select(name => engine.Providers.Find(name)?.Shape).OfType<ObjectShape>())
            .Concat(engine.Tolerances.Names.Select(engine.Tolerances.ShapeOf).OfType<ObjectShape>())
            .ToDictionary(shape => shape.Name, StringComparer.Ordinal);
        var shown = Table().Matches(page).Select(match => match.Groups["name"].Value);
        Assert.Equal(shapes.Keys.Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
        return Table().Replace(page, match => $"<!-- members of {match.Groups["name"].Value} -->\n{TableOf(shapes[match.Groups["name"].Value])}<!-- end -->");
    }

    private static string TableOf(ObjectShape shape)
    {
        var text = new StringBuilder($"{shape.Text}\n\n| member | holds | meaning |\n| --- | --- | --- |\n");
        foreach (var member in shape.Members)
        {
            text.Append($"| `{member.Name}`{(member.IsRequired ? " (required)" : "")} | {member.Value.Words} | {member.Text} |\n");
        }

        return text.ToString();
    }

    [GeneratedRegex(@"<!-- members of (?<name>[\w-]+) -->\n(?s:.*?)<!-- end -->")]
    private static partial Regex Table();
}
