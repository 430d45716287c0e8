using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Cli.Settings;

public sealed class SettingsFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_missing_file_is_no_settings() => Assert.Null(new SettingsFile(folder.At("absent.yaml")).Load());

    [Fact]
    public void An_empty_file_is_no_settings() => Assert.Null(new SettingsFile(folder.Write("empty.yaml", "# nothing\n")).Load());

    [Theory]
    [InlineData("- a\n- b\n")]
    [InlineData("text\n")]
    [InlineData("a: [\n")]
    public void A_file_that_holds_no_mapping_is_an_error_which_names_it(string text)
    {
        var error = Assert.Throws<LoadingException>(() => new SettingsFile(folder.Write("odd.yaml", text)).Load());
        Assert.Contains("odd.yaml", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_in_its_place_is_an_error() => Assert.Throws<LoadingException>(() => new SettingsFile(folder.Path).Load());

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Saving_keeps_a_link_and_the_rights_of_what_it_leads_to()
    {
        Needs.That(!OperatingSystem.IsWindows(), "Files have no mode there.");
        var target = folder.Write("target.yaml", "a: 1\n");
        File.SetUnixFileMode(target, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.CreateSymbolicLink(folder.At("link.yaml"), target);
        new SettingsFile(folder.At("link.yaml")).Save(new JsonObject { ["b"] = 2 });
        Assert.Equal("b: 2\n", folder.Read("target.yaml"));
        Assert.NotNull(new FileInfo(folder.At("link.yaml")).LinkTarget);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(target));
        Assert.Equal(2, Directory.GetFiles(folder.Path).Length);
    }
}
