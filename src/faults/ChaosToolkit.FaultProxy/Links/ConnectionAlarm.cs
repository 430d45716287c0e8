using ChaosToolkit.Proxies;
using ChaosToolkit.Timing;
using ChaosToolkit.Toxics;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Links;

/// <summary>Closes a connection at a time, whatever its links wait for, unless the toxic that wants it has gone.</summary>
internal sealed class ConnectionAlarm(ProxyConnection connection, PlacedToxic? placed, FaultClock clock) : Alarm
{
    private volatile bool isSet;

    public void Set(long due)
    {
        isSet = true;
        clock.Set(this, due);
    }

    public void Cancel()
    {
        isSet = false;
        clock.Cancel(this);
    }

    protected internal override ILogger Log => connection.Log;

    protected internal override void Ring()
    {
        if (isSet && Due <= clock.Now && (placed is null || connection.Toxics.Contains(placed)))
        {
            connection.Close();
        }
    }
}
