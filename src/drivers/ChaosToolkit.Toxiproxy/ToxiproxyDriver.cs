using System.Reflection;

namespace ChaosToolkit.Toxiproxy;

/// <summary>The driver: its modules <c>chaostoxi.…</c> and <c>chaos.network</c>, and its control <c>chaos.controls.proxy</c>, are found in its assembly by an <see cref="Engine"/> that is given it.</summary>
public static class ToxiproxyDriver
{
    /// <summary>What an engine is given.</summary>
    public static Assembly Assembly => typeof(ToxiproxyDriver).Assembly;
}
