using ChaosToolkit.Loading;

namespace ChaosToolkit.Controls;

/// <summary>A control with probes among its arguments, which are validated as those of the experiment are.</summary>
internal interface IProbingControl
{
    /// <summary>The probes as they are declared.</summary>
    /// <param name="control">The control as it is declared.</param>
    IEnumerable<DocumentNode> ProbesOf(DocumentNode control);
}
