using ChaosToolkit.Proxies;
using ChaosToolkit.Timing;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Links;

/// <summary>Closes a connection at a time, whatever its links wait for.</summary>
internal sealed class ConnectionAlarm(ProxyConnection connection, FaultClock clock) : Alarm
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
        if (isSet && Due <= clock.Now)
        {
            connection.Close();
        }
    }
}
