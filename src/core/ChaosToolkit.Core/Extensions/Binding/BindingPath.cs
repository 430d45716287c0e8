namespace ChaosToolkit.Extensions.Binding;

/// <summary>The way to a value within the arguments of a function.</summary>
/// <param name="Text">As a person reads it: <c>order.items[2]</c>.</param>
/// <param name="Steps">The keys and indexes, from the arguments on.</param>
internal sealed record BindingPath(string Text, IReadOnlyList<string> Steps)
{
    public static BindingPath Of(string argument) => new(argument, [argument]);

    public BindingPath Member(string name) => new($"{Text}.{name}", [.. Steps, name]);

    public BindingPath Item(int index) => new($"{Text}[{index}]", [.. Steps, index.ToString()]);
}

/// <summary>A value cannot become what a parameter takes. The message never holds the value, which may come from a secret.</summary>
/// <param name="path">Where the value is.</param>
/// <param name="problem">What is wrong, after the words "The argument 'NAME'".</param>
/// <param name="help">What to do; <see langword="null"/> where the problem says it.</param>
internal sealed class BindingException(BindingPath path, string problem, string? help = null) : Exception($"The argument '{path.Text}' {problem}.")
{
    public BindingPath Path { get; } = path;

    public string? Help { get; } = help;

    /// <summary>Whether the key at <see cref="Path"/> is what is wrong, and not the value.</summary>
    public bool IsOfKey { get; init; }
}
