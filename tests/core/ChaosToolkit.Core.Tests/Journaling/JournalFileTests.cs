using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using ChaosToolkit.Testing;
using ChaosToolkit.Values;

namespace ChaosToolkit.Journaling;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class JournalFileTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly JsonObject Journal = new() { ["status"] = "completed", ["title"] = "größe <&>" };

    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Is_written_as_indented_json_with_nothing_beside_it()
    {
        JournalFile.EnsureWritable(folder.At("journal.json"));
        JournalFile.Write(folder.At("journal.json"), Journal);

        Assert.Equal("{\n  \"status\": \"completed\",\n  \"title\": \"größe <&>\"\n}\n", File.ReadAllText(folder.At("journal.json")));
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Gets_the_folders_it_lacks()
    {
        JournalFile.EnsureWritable(folder.At("new/er/journal.json"));

        Assert.True(Directory.Exists(folder.At("new/er")));
        Assert.Empty(Directory.GetFileSystemEntries(folder.At("new/er")));
    }

    [Fact]
    public void Takes_the_place_of_an_older_one_and_keeps_its_permissions()
    {
        var path = folder.Write("journal.json", "old");
        File.SetUnixFileMode(path, OwnerOnly);

        JournalFile.EnsureWritable(path);
        Assert.Equal("old", File.ReadAllText(path));
        JournalFile.Write(path, Journal);

        Assert.Equal(OwnerOnly, File.GetUnixFileMode(path));
        Assert.StartsWith("{", File.ReadAllText(path));
    }

    [Fact]
    public void Is_written_where_a_link_leads()
    {
        File.CreateSymbolicLink(folder.At("journal.json"), folder.Write("real.json", "old"));

        JournalFile.EnsureWritable(folder.At("journal.json"));
        JournalFile.Write(folder.At("journal.json"), Journal);

        Assert.StartsWith("{", File.ReadAllText(folder.At("real.json")));
        Assert.NotNull(new FileInfo(folder.At("journal.json")).LinkTarget);
    }

    [Fact]
    public void Is_written_into_a_device_and_does_not_replace_it()
    {
        var before = File.GetUnixFileMode("/dev/null");

        JournalFile.EnsureWritable("/dev/null");
        JournalFile.Write("/dev/null", Journal);

        Assert.Equal(before, File.GetUnixFileMode("/dev/null"));
        Assert.Equal("", File.ReadAllText("/dev/null"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("file/journal.json")]
    [InlineData("/proc/journal.json")]
    [InlineData("bad\0name.json")]
    [InlineData("dangling")]
    public void Is_refused_before_anything_runs_where_it_cannot_be_written(string path)
    {
        folder.Write("file", "");
        File.CreateSymbolicLink(folder.At("dangling"), folder.At("file/below"));
        var full = path.StartsWith('/') ? path : folder.Path + "/" + path;

        var refused = Assert.Throws<ChaosException>(() => JournalFile.EnsureWritable(full));

        Assert.Contains("--journal-path", refused.Message);
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public void Is_refused_where_there_is_no_permission()
    {
        Needs.Linux("Elsewhere the user who runs the tests may write everywhere.");
        var closed = Directory.CreateDirectory(folder.At("closed"));
        closed.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserExecute;
        Unprivileged.LetIn(folder.Path);
        Unprivileged.LetIn(closed.FullName);

        Unprivileged.Play(() => Assert.Throws<ChaosException>(() => JournalFile.EnsureWritable(folder.At("closed/journal.json"))));
    }

    [Fact]
    public void Leaves_the_older_one_whole_when_it_cannot_be_written()
    {
        var path = folder.Write("journal.json", "old");
        var broken = new JsonObject { ["x"] = JsonValue.Create(new Unwritable()) };

        Assert.ThrowsAny<Exception>(() => JournalFile.Write(path, broken));

        Assert.Equal("old", File.ReadAllText(path));
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Holds_whatever_activities_gave()
    {
        var deep = new JsonArray();
        for (var i = 0; i < 3000; i++)
        {
            deep = [deep];
        }

        var journal = new JsonObject
        {
            ["surrogate"] = "a\ud800b",
            ["key\udc00"] = "\0\u001b[31m",
            ["nan"] = Value.Float(double.NaN),
            ["bytes"] = Value.Bytes([0xff, 0x00, 0x61]),
            ["big"] = Value.Integer(System.Numerics.BigInteger.Pow(10, 60)),
            ["deep"] = deep,
        };

        JournalFile.Write(folder.At("journal.json"), journal);

        using var read = System.Text.Json.JsonDocument.Parse(File.ReadAllBytes(folder.At("journal.json")), new() { MaxDepth = 5000 });
        Assert.Equal("a\ufffdb", read.RootElement.GetProperty("surrogate").GetString());
        Assert.Equal("NaN", read.RootElement.GetProperty("nan").GetString());
    }

    public void Dispose() => folder.Dispose();

    private sealed class Unwritable
    {
        public string Text => throw new InvalidOperationException("broken");
    }
}
