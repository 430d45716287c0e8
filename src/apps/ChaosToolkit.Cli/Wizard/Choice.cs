namespace ChaosToolkit.Cli.Wizard;

/// <summary>One of several things to choose from.</summary>
/// <param name="Name">Its name.</param>
/// <param name="About">What is said about it; empty when nothing is known.</param>
internal sealed record Choice(string Name, string About);
