namespace ChaosToolkit.Toxics;

/// <summary>A toxic that throws bytes away: a connection on which it ran is closed when it is removed, for its peers would misunderstand each other.</summary>
internal interface IClosingToxic;
