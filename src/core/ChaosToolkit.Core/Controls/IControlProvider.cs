using System.Text.Json.Nodes;
using ChaosToolkit.Loading;
using ChaosToolkit.Providers;

namespace ChaosToolkit.Controls;

/// <summary>Makes controls from their declarations: what a control's <c>provider.type</c> names. Marked with <see cref="ControlProviderAttribute"/>.</summary>
public interface IControlProvider
{
    /// <summary>Reports what is wrong with a control's provider; nothing of it is run but the check it declares itself.</summary>
    /// <param name="control">The control, whose provider is an object.</param>
    /// <param name="context">Where to report.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    ValueTask ValidateAsync(DocumentNode control, ValidationContext context, CancellationToken cancellationToken);

    /// <summary>Finds the control; <see langword="null"/> when there is none of that name, and the run goes on without it.</summary>
    /// <param name="control">The declaration.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    ValueTask<IControl?> LoadAsync(JsonObject control, CancellationToken cancellationToken);
}

/// <summary>Names the <c>provider.type</c> of the controls that a class makes.</summary>
/// <param name="type">As experiments write it.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ControlProviderAttribute(string type) : Attribute
{
    /// <summary>As experiments write it.</summary>
    public string Type { get; } = type;
}
