using ChaosToolkit.Timing;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Links;

/// <summary>Interrupts a stage at a time, whatever it waits for.</summary>
internal sealed class StageAlarm(Stage stage) : Alarm
{
    protected internal override ILogger Log => stage.Log;

    protected internal override void Ring() => stage.Shift(this);
}
