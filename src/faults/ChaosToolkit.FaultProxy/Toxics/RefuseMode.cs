namespace ChaosToolkit.Toxics;

/// <summary>What happens to connections that are not taken.</summary>
public enum RefuseMode
{
    /// <summary>They are refused: by the kernel where all are and it can (Linux), else by a reset as soon as they are made.</summary>
    Refuse,

    /// <summary>They are left waiting, likewise before they are connected or after it, and served when the toxic has gone.</summary>
    Hang,
}
