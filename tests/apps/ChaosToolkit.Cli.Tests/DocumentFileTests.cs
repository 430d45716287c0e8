using System.Text.Json.Nodes;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Cli;

public sealed class DocumentFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("found.json", "{\n  \"b\": 1.0,\n  \"a\": []\n}\n")]
    [InlineData("found.txt", "{\n  \"b\": 1.0,\n  \"a\": []\n}\n")]
    [InlineData("found.yaml", "b: 1.0\na: []\n")]
    [InlineData("found.YML", "b: 1.0\na: []\n")]
    public void Its_ending_decides_the_format_and_members_keep_their_order(string name, string expected)
    {
        new DocumentFile(folder.At(name), "--path").Write(new JsonObject { ["b"] = Values.Value.Float(1), ["a"] = new JsonArray() });
        Assert.Equal(expected, folder.Read(name));
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_link_stays_a_link()
    {
        File.CreateSymbolicLink(folder.At("link.json"), folder.Write("real.json", "old"));
        new DocumentFile(folder.At("link.json"), "--path").Write([]);
        Assert.Equal("{}\n", folder.Read("real.json"));
        Assert.NotNull(new FileInfo(folder.At("link.json")).LinkTarget);
    }

    [Fact]
    public void Whether_it_can_be_written_is_found_out_without_a_trace()
    {
        new DocumentFile(folder.At("found.json"), "--path").EnsureWritable();
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
        var error = Assert.Throws<ChaosException>(() => new DocumentFile(folder.At("absent/found.json"), "--path").EnsureWritable());
        Assert.EndsWith("Name another file with --path.", error.Message, StringComparison.Ordinal);
    }
}
