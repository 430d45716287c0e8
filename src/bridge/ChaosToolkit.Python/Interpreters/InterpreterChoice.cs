using System.Text.Json.Nodes;
using ChaosToolkit.Providers;
using ChaosToolkit.Values;

namespace ChaosToolkit.Python.Interpreters;

/// <summary>Which interpreter is to be used, and who said so.</summary>
/// <param name="Path">The executable as it was named or found.</param>
/// <param name="Source">Who named it, for messages: <c>--python</c>, <c>python.path in the settings</c>, <c>$CHAOS_PYTHON</c>, <c>$VIRTUAL_ENV</c>, <c>PATH</c>.</param>
public sealed record InterpreterChoice(string Path, string Source)
{
    private const string OnPath = "PATH";

    /// <summary>Whether the user chose it, rather than that it was just found.</summary>
    public bool IsUsersChoice => Source != OnPath;

    /// <summary>Finds the interpreter; <see langword="null"/> when nobody named one and none is on PATH.</summary>
    /// <remarks>The order: <c>--python</c>, the setting <c>python.path</c>, <c>$CHAOS_PYTHON</c>, an active <c>$VIRTUAL_ENV</c>, <c>python3</c> and <c>python</c> on PATH.</remarks>
    public static InterpreterChoice? Find(EngineServices services) => Find(services.Python, services.Settings, Environment.GetEnvironmentVariable);

    internal static InterpreterChoice? Find(string? option, JsonObject? settings, Func<string, string?> environment)
    {
        if (option is { Length: > 0 })
        {
            return new(Locate(option, environment), "--python");
        }

        if (Value.AsText((settings?["python"] as JsonObject)?["path"]) is { Length: > 0 } setting)
        {
            return new(Locate(setting, environment), "python.path in the settings");
        }

        if (environment("CHAOS_PYTHON") is { Length: > 0 } variable)
        {
            return new(Locate(variable, environment), "$CHAOS_PYTHON");
        }

        if (environment("VIRTUAL_ENV") is { Length: > 0 } virtualEnvironment)
        {
            foreach (var name in (string[])["python3", "python"])
            {
                var path = System.IO.Path.Combine(virtualEnvironment, "bin", name);
                if (File.Exists(path))
                {
                    return new(path, "$VIRTUAL_ENV");
                }
            }
        }

        return OnSearchPath("python3", environment) is { } python3 ? new(python3, OnPath) : OnSearchPath("python", environment) is { } python ? new(python, OnPath) : null;
    }

    // A bare name is looked up as a shell would; anything else is a path, with the shell's short way to the home folder.
    private static string Locate(string name, Func<string, string?> environment)
    {
        if (!name.Contains('/'))
        {
            return OnSearchPath(name, environment) ?? name;
        }

        var expanded = name.StartsWith("~/", StringComparison.Ordinal) ? System.IO.Path.Join(environment("HOME"), name[2..]) : name;
        return System.IO.Path.GetFullPath(expanded);
    }

    private static string? OnSearchPath(string name, Func<string, string?> environment) =>
        (environment("PATH") ?? "").Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => System.IO.Path.Combine(folder, name))
            .FirstOrDefault(IsExecutable);

    private static bool IsExecutable(string path) =>
        File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);
}
