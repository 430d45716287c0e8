using ChaosToolkit.Loading;

namespace ChaosToolkit.Controls;

/// <summary>A control with probes among its arguments, which are validated as those of the experiment are.</summary>
internal interface IProbingControl
{
    /// <summary>The probes as they are declared.</summary>
    /// <param name="control">The control as it is declared.</param>
    IEnumerable<DocumentNode> ProbesOf(DocumentNode control);
}

/// <summary>Makes controls of which some have probes among their arguments.</summary>
internal interface IProbingControlProvider : IControlProvider
{
    /// <summary>The probes of a control as they are declared; none where it has none.</summary>
    /// <param name="control">The control as it is declared.</param>
    IEnumerable<DocumentNode> ProbesOf(DocumentNode control);
}
