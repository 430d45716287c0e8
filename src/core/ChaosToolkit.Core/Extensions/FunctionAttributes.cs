namespace ChaosToolkit.Extensions;

/// <summary>Marks a public static method that experiments or settings can name; what kind it is, a derived attribute says.</summary>
/// <remarks>
/// The method may be synchronous, or give a <see cref="Task"/>, a <see cref="ValueTask"/> or an <see cref="IAsyncEnumerable{T}"/>. Its parameters are bound by name;
/// <c>configuration</c>, <c>secrets</c>, a <see cref="CancellationToken"/> and an <see cref="Microsoft.Extensions.Logging.ILogger"/> are given by the engine.
/// </remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public abstract class ExtensionFunctionAttribute : Attribute
{
    private protected ExtensionFunctionAttribute()
    {
    }

    /// <summary>The <c>module</c> under which the method is named.</summary>
    /// <value>The default is the namespace and the class, such as <c>Acme.Shop.StockProbes</c>.</value>
    public string? Module { get; init; }

    /// <summary>The <c>func</c> under which the method is named.</summary>
    /// <value>The default is the method's name in snake_case, without <c>Async</c> at its end: <c>read_stock</c> for <c>ReadStockAsync</c>.</value>
    public string? Func { get; init; }
}

/// <summary>Marks a probe: it looks at the system and gives what it saw.</summary>
public sealed class ProbeAttribute : ExtensionFunctionAttribute;

/// <summary>Marks an action: it changes the system.</summary>
public sealed class ActionAttribute : ExtensionFunctionAttribute;

/// <summary>Marks a function that judges the output of a probe, which it is given as its parameter <c>value</c>; what it gives is true or false.</summary>
/// <remarks>An experiment names it in a tolerance of type <c>probe</c>.</remarks>
public sealed class ToleranceAttribute : ExtensionFunctionAttribute;

/// <summary>Marks a function that tells what an activity would do, without doing it: the targets it would choose, and whether it may.</summary>
/// <remarks>
/// Its <c>module</c> and <c>func</c> are those of the activity. It takes those of the activity's arguments that it needs, by name, and gives an
/// <see cref="ActivityPlan"/>, or a task of one. <c>chaos plan --probe</c> calls it, and only when it declares that it is <see cref="ReadOnly"/>.
/// </remarks>
public sealed class PlanAttribute : ExtensionFunctionAttribute
{
    /// <summary>Whether the function changes nothing anywhere: it only looks.</summary>
    /// <value>The default is false: it is never called.</value>
    public bool ReadOnly { get; init; }
}

/// <summary>Marks a function that a notification channel of type <c>plugin</c> names.</summary>
/// <remarks>
/// It may take <c>channel</c> (the channel as the settings have it) and <c>notification</c> (the event: <c>name</c>, <c>payload</c>, <c>phase</c>, <c>ts</c>, <c>error</c>),
/// each as a <see cref="System.Text.Json.Nodes.JsonObject"/> or as a type of its own. What it gives is not looked at; an exception is logged at DEBUG.
/// </remarks>
public sealed class NotifierAttribute : ExtensionFunctionAttribute;
