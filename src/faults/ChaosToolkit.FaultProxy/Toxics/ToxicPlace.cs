namespace ChaosToolkit.Toxics;

/// <summary>Where a toxic does its work.</summary>
internal enum ToxicPlace
{
    /// <summary>On the bytes of each link, as a stage of its own.</summary>
    Link,

    /// <summary>On requests and answers of HTTP.</summary>
    Request,

    /// <summary>Where clients are accepted.</summary>
    Listener,
}
