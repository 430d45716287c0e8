using System.Text.Json.Nodes;
using ChaosToolkit.Model.Shapes;

namespace ChaosToolkit.Providers;

/// <summary>Carries activities out: what <c>provider.type</c> names. One file and one <see cref="ProviderAttribute"/> make a new one.</summary>
public interface IProvider
{
    /// <summary>The members that its providers may have, beside <c>type</c>; the JSON schema and the reference page show them. <see langword="null"/>: not told.</summary>
    ObjectShape? Shape => null;

    /// <summary>
    /// Whether <see cref="ExecuteAsync"/>, or <see cref="IUndoProvider.UndoAsync"/>, may take long before it first awaits. It is then called on a thread of its own turn, so that nothing else of the run waits for it; what never
    /// blocks says <see langword="false"/> and is spared the change of threads.
    /// </summary>
    /// <value><see langword="true"/> where nothing is said.</value>
    bool MayBlock => true;

    /// <summary>Reports what is wrong with a provider as it is written in an activity. Every problem, not the first; nothing is run or connected to.</summary>
    /// <param name="activity">The activity and its provider, with their places.</param>
    /// <param name="context">Where to report, and what is known by then.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    ValueTask ValidateAsync(ActivityNode activity, ValidationContext context, CancellationToken cancellationToken);

    /// <summary>Carries an activity out and gives its output.</summary>
    /// <param name="call">The activity, with what it may need.</param>
    /// <param name="cancellationToken">Ends it at once and leaves nothing behind: the activity's <c>timeout</c> or an interruption of the run.</param>
    /// <exception cref="ActivityFailedException">The activity failed; it is recorded and the run goes on.</exception>
    /// <exception cref="ExitRequestedException">The activity's code asked for the end of the run.</exception>
    /// <exception cref="Exception">Any other exception aborts the method.</exception>
    Task<JsonNode?> ExecuteAsync(ActivityCall call, CancellationToken cancellationToken);
}

/// <summary>Names the <c>provider.type</c> that a class serves.</summary>
/// <param name="type">As experiments write it.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ProviderAttribute(string type) : Attribute
{
    /// <summary>As experiments write it.</summary>
    public string Type { get; } = type;
}
