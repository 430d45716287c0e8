namespace ChaosToolkit.Configuration;

/// <summary>A <c>--var</c> or <c>--var-file</c> was not used as it should be: an error of usage, exit status 2.</summary>
/// <param name="message">What is wrong, for the user; never a value.</param>
public sealed class VariableException(string message) : ChaosException(message);
