using ChaosToolkit.Links;

namespace ChaosToolkit.Toxics;

/// <summary>A toxic that works on the bytes of a link.</summary>
internal interface ILinkToxic
{
    /// <summary>Runs on one link, until the stream has ended, it ends it, or it is interrupted.</summary>
    Task RunAsync(Stage stage);
}
