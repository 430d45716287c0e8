namespace ChaosToolkit.Proxies;

/// <summary>An address cannot be listened on or connected to.</summary>
public sealed class ListenException : Exception
{
    internal ListenException(string address, string reason, string? prefix = null)
        : base(prefix is null ? reason : $"{prefix}: {reason}")
    {
        Address = address;
        Reason = reason;
    }

    /// <summary>The address as it was given.</summary>
    public string Address { get; }

    /// <summary>What is wrong with it, without what was tried.</summary>
    public string Reason { get; }
}
