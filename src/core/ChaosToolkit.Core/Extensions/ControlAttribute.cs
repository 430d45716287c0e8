namespace ChaosToolkit.Extensions;

/// <summary>Marks a control: a class that implements <see cref="Controls.IControl"/> and that experiments and settings can name.</summary>
/// <remarks>
/// One is made for each declaration. Its constructor may take an <see cref="Microsoft.Extensions.Logging.ILogger"/>, a <see cref="TimeProvider"/> and the
/// <see cref="Providers.EngineServices"/>. One that also implements <see cref="Running.IRunEventHandler"/> hears the events of the run; one that is disposable is disposed
/// after its clean-up.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ControlAttribute : Attribute
{
    /// <summary>The <c>module</c> under which the control is named.</summary>
    /// <value>The default is the namespace and the class, such as <c>Acme.Shop.AuditControl</c>.</value>
    public string? Module { get; init; }
}
