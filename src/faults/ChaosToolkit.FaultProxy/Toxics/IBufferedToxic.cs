namespace ChaosToolkit.Toxics;

/// <summary>A toxic in front of which chunks may pile up, so that what sends to it is not held back.</summary>
internal interface IBufferedToxic
{
    /// <summary>How many chunks.</summary>
    int Capacity { get; }
}
