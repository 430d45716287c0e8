namespace ChaosToolkit.Toxics;

/// <summary>How a delay varies.</summary>
public enum LatencyDistribution
{
    /// <summary>Evenly, by the jitter to both sides.</summary>
    Uniform,

    /// <summary>As a bell curve whose standard deviation is the jitter.</summary>
    Normal,

    /// <summary>Upwards only, with a long tail: a Pareto (Lomax) distribution of shape 3 whose mean is the jitter.</summary>
    Pareto,

    /// <summary>As was recorded: one of a list of delays by chance, each as likely as the others.</summary>
    Recorded,
}
