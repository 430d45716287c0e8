using ChaosToolkit.Testing;

namespace ChaosToolkit;

public sealed class PublicApiTests
{
    /// <summary>A change of what users rely on is seen in review; see "Versions" in docs/reference/extensions.md.</summary>
    [Fact]
    public void The_public_surface_of_the_core_is_what_was_approved() => Snapshot.Verify(ApiPrinter.Print(typeof(Engine).Assembly));
}
