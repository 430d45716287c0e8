namespace ChaosToolkit.Reporting.Journals;

/// <summary>The part of a run that an activity belongs to.</summary>
public enum Phase
{
    /// <summary>The hypothesis before the method.</summary>
    Before,

    /// <summary>The method.</summary>
    Method,

    /// <summary>The hypothesis during the method.</summary>
    During,

    /// <summary>The hypothesis after the method.</summary>
    After,

    /// <summary>Taking actions back.</summary>
    Undo,

    /// <summary>The rollbacks.</summary>
    Rollbacks,

    /// <summary>The hypothesis after undo and rollbacks.</summary>
    Restoration,
}
