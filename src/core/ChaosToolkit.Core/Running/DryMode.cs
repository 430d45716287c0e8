namespace ChaosToolkit.Running;

/// <summary>What a rehearsal leaves out.</summary>
public enum DryMode
{
    /// <summary>Nothing: everything is carried out.</summary>
    None,

    /// <summary>Probes, and the tolerances of the hypothesis with them.</summary>
    Probes,

    /// <summary>Actions.</summary>
    Actions,

    /// <summary>Probes and actions.</summary>
    Activities,

    /// <summary>Pauses.</summary>
    Pause,
}
