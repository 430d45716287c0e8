namespace ChaosToolkit.Controls;

/// <summary>A control that is only configured, and hears events: it is not called around anything, and changes nothing of the run.</summary>
internal interface IListener;
