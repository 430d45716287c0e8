using System.Text.Json.Nodes;
using ChaosToolkit.Configuration;
using ChaosToolkit.Telemetry;
using ChaosToolkit.Values;

namespace ChaosToolkit.Providers.Processes;

/// <summary>What is run: a program and its arguments, the first of which is its own name.</summary>
/// <param name="Program">The file to execute.</param>
/// <param name="Arguments">All of them, from the program's name on.</param>
internal sealed record ProcessCommand(string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>The span that the process is started within, for its environment; <see langword="null"/> where the run is not traced.</summary>
    public TraceContext? Trace { get; } = TraceContext.Current;

    /// <summary>Makes the command of a process provider.</summary>
    /// <exception cref="ChaosException">There is no such program, and the arguments are not a text for the shell.</exception>
    public static ProcessCommand Of(ActivityCall call)
    {
        var hasReferences = call.Configuration.Count > 0 || call.Secrets.Count > 0;
        var written = Value.AsText(call.Provider["path"]) ?? throw new ChaosException("The process provider has no 'path' that is text.");
        var arguments = call.Provider["arguments"];
        if (hasReferences)
        {
            written = Substitution.ApplyText(written, call.Configuration, call.Secrets);
            arguments = Substitution.Apply(arguments, call.Configuration, call.Secrets);
        }

        var (path, state) = ProgramSearch.Find(written);
        if (Value.AsText(arguments) is { } line)
        {
            return OfShell(state == ProgramState.Found ? Quote(path) : path, line);
        }

        if (state != ProgramState.Found)
        {
            throw new ChaosException(ProcessDiagnostics.Describe(written, state));
        }

        return new(path, [path, .. Flatten(arguments, call.ExtraArguments)]);
    }

    private static ProcessCommand OfShell(string path, string line) => OperatingSystem.IsWindows()
        ? new(Environment.GetEnvironmentVariable("COMSPEC") ?? "cmd.exe", ["cmd.exe", "/c", $"{path} {line}"])
        : new("/bin/sh", ["/bin/sh", "-c", $"{path} {line}"]);

    // A name that a shell would read otherwise than as one word.
    private static string Quote(string path) =>
        path.All(c => char.IsAsciiLetterOrDigit(c) || "_@%+=:,./-~".Contains(c)) ? path : $"'{path.Replace("'", "'\\''")}'";

    private static IEnumerable<string> Flatten(JsonNode? arguments, JsonObject? extra)
    {
        IEnumerable<JsonNode?> items = arguments switch
        {
            JsonArray list => list,
            JsonObject members => members.Where(member => extra?.ContainsKey(member.Key) != true).SelectMany(member => new[] { Value.Text(member.Key), member.Value }),
            null => [],
            _ => [arguments],
        };
        if (extra is not null && arguments is null or JsonObject)
        {
            items = items.Concat((extra ?? []).SelectMany(member => new[] { Value.Text(member.Key), member.Value }));
        }

        return items.Where(item => item is not null && Value.AsText(item) != "").Select(PythonText.Of);
    }
}

/// <summary>What a process left.</summary>
/// <param name="Status">Its exit status; -N when signal N ended it.</param>
/// <param name="StandardOutput">All it wrote.</param>
/// <param name="StandardError">All it wrote there.</param>
internal sealed record ProcessResult(int Status, string StandardOutput, string StandardError);
