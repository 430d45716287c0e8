namespace ChaosToolkit.Values;

/// <summary>A regular expression is not one by Python's rules.</summary>
/// <param name="message">What is wrong, in the words of Python's <c>re</c>.</param>
/// <param name="offset">Where, in UTF-16 units from the start of the pattern, counted from 0.</param>
public sealed class PythonRegexSyntaxException(string message, int offset) : ChaosException(message)
{
    /// <summary>Where in the pattern, in UTF-16 units, counted from 0.</summary>
    public int Offset { get; } = offset;
}
