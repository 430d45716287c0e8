using ChaosToolkit.Testing;

namespace ChaosToolkit.Extensions;

public sealed class ReferencePageTests
{
    private readonly string page = File.ReadAllText(Repository.At("docs", "reference", "extensions.md"));

    [Fact]
    public void Says_what_is_shared_with_the_host()
    {
        var section = page[page.IndexOf("## What is shared with the host", StringComparison.Ordinal)..page.IndexOf("## Versions", StringComparison.Ordinal)];
        var listed = section.Split('\n').Where(line => line.StartsWith("- ", StringComparison.Ordinal)).Select(line => line[2..].Trim('`', ' '));
        Assert.Equal(ExtensionFolders.SharedAssemblies, listed);
    }

    [Fact]
    public void Names_each_attribute()
    {
        var attributes = typeof(ExtensionFunctionAttribute).Assembly.GetExportedTypes()
            .Where(type => type.Namespace == "ChaosToolkit.Extensions" && type is { IsAbstract: false } && typeof(Attribute).IsAssignableFrom(type)).ToList();
        Assert.NotEmpty(attributes);
        Assert.All(attributes, attribute => Assert.Contains($"`[{attribute.Name.Replace("Attribute", "", StringComparison.Ordinal)}]`", page, StringComparison.Ordinal));
    }
}
