using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace ChaosToolkit.Extensions;

/// <summary>The summaries of a library's types and methods, from the XML file that the compiler wrote beside it; none where there is no such file.</summary>
internal sealed partial class DocumentationFile
{
    private readonly Dictionary<string, string> summaries = new(StringComparer.Ordinal);

    public static DocumentationFile Beside(string library)
    {
        var file = new DocumentationFile();
        var path = Path.ChangeExtension(library, ".xml");
        try
        {
            foreach (var member in library.Length > 0 && File.Exists(path) ? XDocument.Load(path).Descendants("member") : [])
            {
                if (member.Attribute("name")?.Value is { } name && member.Element("summary") is { } summary)
                {
                    file.summaries[name] = TextOf(summary);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or XmlException)
        {
            // Documentation is a courtesy: without it there is none.
        }

        return file;
    }

    public string? SummaryOf(Type type) => summaries.GetValueOrDefault("T:" + ExtensionNames.OfType(type));

    /// <summary>The summary of a method; of overloads that share a name the first one's.</summary>
    public string? SummaryOf(MethodInfo method)
    {
        var name = $"M:{ExtensionNames.OfType(method.DeclaringType!)}.{method.Name}"; // a method of a class
        return summaries.FirstOrDefault(one => one.Key == name || one.Key.StartsWith(name + "(", StringComparison.Ordinal)).Value;
    }

    // Elements such as <see cref="T:Acme.Shop"/> and <paramref name="x"/> become the name in them.
    private static string TextOf(XElement summary)
    {
        var text = string.Concat(summary.DescendantNodes().Select(node => node switch
        {
            XText words => words.Value,
            XElement { IsEmpty: true } element when element.FirstAttribute is { } attribute => attribute.Value[(attribute.Value.LastIndexOf('.') + 1)..],
            _ => "",
        }));
        return Blank().Replace(text, " ").Trim();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();
}
