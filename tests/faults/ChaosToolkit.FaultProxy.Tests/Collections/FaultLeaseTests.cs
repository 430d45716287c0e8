using ChaosToolkit.Testing;

namespace ChaosToolkit.Collections;

public sealed class FaultLeaseTests
{
    [Fact]
    public void A_lease_of_a_year_runs_out_after_a_year()
    {
        var time = new ManualTimeProvider();
        var undone = 0;
        using var lease = new FaultLease(TimeSpan.FromDays(365), time, _ =>
        {
            undone++;
            return Task.CompletedTask;
        });
        time.Advance(TimeSpan.FromDays(365) - TimeSpan.FromSeconds(1));
        Assert.Equal(0, undone);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, undone);
        time.Advance(TimeSpan.FromDays(365));
        Assert.Equal(1, undone);
    }
}
