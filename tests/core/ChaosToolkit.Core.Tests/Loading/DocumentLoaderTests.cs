using System.Runtime.Versioning;
using System.Text;
using ChaosToolkit.Loading;
using ChaosToolkit.Testing;
using ChaosToolkit.Values;

namespace ChaosToolkit.Core.Tests.Loading;

public sealed class DocumentLoaderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("chaos-loading-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("plan.json", "{\"a\": 1}")]
    [InlineData("plan.yaml", "a: 0b1")]
    [InlineData("plan.yml", "a: 01")]
    public async Task The_ending_says_how_a_file_is_read(string name, string text)
    {
        var path = Write(name, Encoding.UTF8.GetBytes(text));

        var document = await new DocumentLoader().LoadAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal("{\"a\":1}", JsonText.Of(document.Root));
        Assert.Equal(path, document.Source.Name);
    }

    [Fact]
    public async Task Byte_order_marks_of_utf8_and_utf16_are_accepted()
    {
        foreach (var encoding in new Encoding[] { new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            var path = Write("marked.json", [.. encoding.Preamble, .. encoding.GetBytes("{\"a\": \"é\"}")]);
            var document = await new DocumentLoader().LoadAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal("é", Value.AsText(document.Root!["a"]));
            Assert.Equal(new SourceRange(1, 1, 1, 11), document.Map.Value);
        }
    }

    [Fact]
    public async Task What_is_not_utf8_has_a_place()
    {
        var error = await ErrorAsync(Write("latin.json", [.. "{\n \"a\": \""u8, 0xe9, .. "\"}"u8]));

        Assert.Equal("The byte 0xe9 here is not UTF-8 text.", error.Message);
        Assert.Equal((2, 8), (error.Span!.Range.StartLine, error.Span.Range.StartColumn));
    }

    [Theory]
    [InlineData("absent.json", "CTK0020", "There is no file 'absent.json'.")]
    [InlineData("", "CTK0020", "There is no file ''.")]
    [InlineData("ftp://127.0.0.1/plan.json", "CTK0024", "'ftp' in 'ftp://127.0.0.1/plan.json' is not a supported scheme.")]
    [InlineData("http://", "CTK0025", "'http://' is not a valid address.")]
    public async Task A_source_that_is_not_there_is_one_clear_error(string source, string code, string message)
    {
        var error = await ErrorAsync(source);

        Assert.Equal((code, message), (error.Code, error.Message));
    }

    [Fact]
    public async Task A_file_address_is_no_path()
    {
        var path = Write("plan.json", "{}"u8.ToArray());

        Assert.Equal("CTK0024", (await ErrorAsync("file://" + path)).Code);
    }

    [Fact]
    public async Task A_folder_is_no_file()
    {
        Directory.CreateDirectory(Path.Combine(folder, "plans.json"));

        Assert.Equal("CTK0021", (await ErrorAsync(Path.Combine(folder, "plans.json"))).Code);
        Assert.Equal("CTK0023", (await ErrorAsync(Write("plan.txt", "{}"u8.ToArray()))).Code);
    }

    [Fact]
    public async Task A_file_of_more_than_20_megabytes_is_refused() =>
        Assert.Equal("CTK0004", (await ErrorAsync(Write("large.json", new byte[(20 * 1024 * 1024) + 1]))).Code);

    [Fact]
    [SupportedOSPlatform("linux")]
    public void A_file_that_may_not_be_read_says_so()
    {
        var path = Write("secret.json", "{}"u8.ToArray());
        Needs.Linux("Elsewhere the user who runs the tests may read it.");
        Unprivileged.LetIn(folder);
        File.SetUnixFileMode(path, UnixFileMode.None);
        Unprivileged.Play(() => Assert.Equal("CTK0022", ErrorAsync(path).GetAwaiter().GetResult().Code));
    }

    [Theory]
    [InlineData("{\"a\": 1}", "{\"a\":1}")]
    [InlineData("a: yes", "{\"a\":true}")]
    public async Task A_dash_reads_json_or_yaml_from_the_standard_input(string text, string json)
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var loader = new DocumentLoader(new DocumentLoaderOptions { StandardInput = input });

        Assert.Equal(json, JsonText.Of((await loader.LoadAsync("-", TestContext.Current.CancellationToken)).Root));
    }

    [Fact]
    public void What_begins_like_json_is_told_what_is_wrong_with_it_as_json()
    {
        var error = Assert.Throws<LoadingException>(() => DocumentReader.Read(new SourceText("x", "{\"a\": [1, \"b\": }"), DocumentFormat.Either));

        Assert.Equal("CTK0001", error.Diagnostic!.Code);
        Assert.Equal("CTK0002", Assert.Throws<LoadingException>(() => DocumentReader.Read(new SourceText("x", "a: [b"), DocumentFormat.Either)).Diagnostic!.Code);
    }

    private string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static async Task<Diagnostics.Diagnostic> ErrorAsync(string source) =>
        (await Assert.ThrowsAsync<LoadingException>(() => new DocumentLoader().LoadAsync(source, TestContext.Current.CancellationToken))).Diagnostic!;
}
