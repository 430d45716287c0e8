namespace ChaosToolkit.Reporting.Journals;

public sealed class MomentsTests
{
    [Theory]
    [InlineData(0.0004, "under 1 ms")]
    [InlineData(0.23, "230 ms")]
    [InlineData(0.9996, "1.0 s")]
    [InlineData(59.94, "59.9 s")]
    [InlineData(59.97, "1 min")]
    [InlineData(125, "2 min 5 s")]
    [InlineData(119.6, "2 min")]
    [InlineData(3599.4, "59 min 59 s")]
    [InlineData(3599.6, "1 h")]
    [InlineData(12_000, "3 h 20 min")]
    [InlineData(172_780, "2 days")]
    [InlineData(180_000, "2 days 2 h")]
    public void A_duration_is_rounded_before_its_unit_is_chosen(double seconds, string words) => Assert.Equal(words, Moments.Of(TimeSpan.FromSeconds(seconds)));
}
