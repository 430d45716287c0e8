using ChaosToolkit.Testing;

namespace ChaosToolkit.Reporting;

/// <summary>The reports that the documentation shows are those that are made.</summary>
public sealed class GalleryTests
{
    [Theory]
    [InlineData("one-run.html", "html")]
    [InlineData("several-runs.html", "html")]
    [InlineData("several-runs.xml", "junit")]
    [InlineData("several-runs.json", "json")]
    public void The_gallery_is_as_approved(string name, string format)
    {
        var path = Repository.At("docs", "gallery", name);
        var report = Samples.WriteText(name.StartsWith("one", StringComparison.Ordinal) ? Samples.ReportOf("shop.json") : Samples.Several(), format);
        if (Environment.GetEnvironmentVariable("CHAOS_ACCEPT") == "1")
        {
            Directory.CreateDirectory(Repository.At("docs", "gallery"));
            File.WriteAllText(path, report);
        }

        Assert.True(File.Exists(path) && File.ReadAllText(path) == report, $"docs/gallery/{name} is not what is made of it now. If it should be, run ./build.cs accept.");
    }
}
