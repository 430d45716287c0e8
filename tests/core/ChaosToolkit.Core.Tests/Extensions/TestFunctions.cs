using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace ChaosToolkit.Extensions;

public enum Colour
{
    LightBlue,
    Red,
}

public sealed record Part(string Name, int Count = 1, Part? Inner = null);

public sealed class Machine
{
    public required string Name { get; init; }

    public Colour Paint { get; set; } = Colour.Red;

    public IReadOnlyList<Part> Parts { get; init; } = [];
}

/// <summary>Functions that the tests call.</summary>
public static class TestFunctions
{
    [Probe(Module = "t")]
    public static string Numbers(int whole, double number, decimal exact, byte small, long? nothing = null) => $"{whole} {number} {exact} {small} {nothing?.ToString() ?? "none"}";

    [Probe(Module = "t")]
    public static string Texts(string text, char letter, Uri address, Guid id, DateTimeOffset moment, DateOnly day) =>
        FormattableString.Invariant($"{text} {letter} {address} {id} {moment:O} {day:O}");

    [Probe(Module = "t")]
    public static double Seconds(TimeSpan time) => time.TotalSeconds;

    [Probe(Module = "t")]
    public static Colour Paint(Colour colour) => colour;

    [Probe(Module = "t")]
    public static string Lists(int[] array, List<string> list, HashSet<int> set, IReadOnlyDictionary<string, double> map, IEnumerable<Colour> colours) =>
        FormattableString.Invariant($"{array.Sum()} {string.Join('+', list)} {set.Count} {map["a"]} {colours.Count()}");

    [Probe(Module = "t")]
    public static int Numbered(Dictionary<int, Part> lines) => lines.Count;

    [Probe(Module = "t")]
    public static int Count(List<string?> items, Dictionary<string, string?> values) => items.Count * values.Count;

    [Probe(Module = "t")]
    public static Machine Build(Machine machine) => machine;

    [Probe(Module = "t")]
    public static string Nodes(JsonObject members, JsonArray items, JsonNode? any, object? plain) => $"{members.Count} {items.Count} {any?.ToJsonString()} {plain?.GetType().Name}";

    [Probe(Module = "t")]
    public static string Given(JsonObject configuration, JsonObject secrets, ILogger logger, CancellationToken cancellationToken) =>
        $"{configuration["who"]} {secrets.ToJsonString()} {logger is not null} {cancellationToken.CanBeCanceled}";

    [Probe(Module = "t")]
    public static string Secret(IReadOnlyDictionary<string, string>? secrets = null) => secrets is null ? "none" : string.Join(',', secrets.Select(secret => secret.Key + "=" + secret.Value));

    [ChaosToolkit.Extensions.Action(Module = "t")]
    public static void Fail(string how) => throw how switch
    {
        "exit" => new ExitRequestedException("30"),
        "interrupt" => new InterruptExecutionException("stop"),
        "failed" => new ActivityFailedException("as expected"),
        _ => new InvalidOperationException("broken"),
    };

    [ChaosToolkit.Extensions.Action(Module = "t")]
    public static async Task FailLater()
    {
        await Task.Yield();
        throw new TimeoutException("too late");
    }

    [ChaosToolkit.Extensions.Action(Module = "t")]
    public static async ValueTask<int> WaitAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return 1;
    }

    [Tolerance(Module = "t")]
    public static bool IsOdd(int value) => value % 2 == 1;

    public static string WithoutAttribute() => "";

    [Probe]
    public static int ReadDepthAsync() => 3;
}
