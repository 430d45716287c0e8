using ChaosToolkit.Testing;

namespace ChaosToolkit.Cli;

/// <summary>Runs the real command to its end: see <see cref="ChaosCommand"/>.</summary>
internal static class ChaosProcess
{
    public static Task<ChaosResult> RunAsync(TemporaryFolder folder, params string[] args) => RunAsync(folder, new Dictionary<string, string>(), args);

    public static Task<ChaosResult> RunAsync(TemporaryFolder folder, IReadOnlyDictionary<string, string> environment, params string[] args) => ChaosCommand.RunAsync(folder, environment, args);
}
