using ChaosToolkit.Loading;
using ChaosToolkit.Providers;

namespace ChaosToolkit.Controls;

/// <summary>A control that checks its declaration when an experiment is validated.</summary>
public interface IValidatedControl
{
    /// <summary>Reports what is wrong with the declaration of a control. Every problem, not the first; nothing is run or connected to.</summary>
    /// <param name="control">The control as it is declared; its arguments are at <c>provider.arguments</c>.</param>
    /// <param name="context">Where to report, and what is known by then.</param>
    void Validate(DocumentNode control, ValidationContext context);
}
