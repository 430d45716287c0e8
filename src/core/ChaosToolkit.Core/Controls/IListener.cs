namespace ChaosToolkit.Controls;

/// <summary>A control that only hears events: it is not called around anything.</summary>
internal interface IListener;
