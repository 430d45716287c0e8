using System.Globalization;
using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Python.Interpreters;

/// <summary>
/// What interpreters answered when they were asked what they are, in <c>$XDG_CACHE_HOME/chaostoolkit</c>: asking one costs 10 ms, and a shim (pyenv, asdf) 100 ms each time it
/// is started.
/// </summary>
internal sealed class InterpreterCache
{
    // What a shim starts is up to these, in the working folder or above it.
    private static readonly string[] VersionFiles = [".python-version", ".tool-versions", "mise.toml", ".mise.toml"];

    private readonly string file;
    private readonly string key;

    internal InterpreterCache(string interpreter)
    {
        var folder = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
            ? cache
            : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) is { Length: > 0 } home ? Path.Join(home, ".cache") : Path.GetTempPath();
        file = Path.Join(folder, "chaostoolkit", "interpreters.json");
        key = string.Join('|', Facts(interpreter));
    }

    internal InterpreterDetails? Read()
    {
        return Load()?[key] is JsonObject entry && Value.AsText(entry["executable"]) is { } executable && Value.AsText(entry["version"]) is { } version && File.Exists(executable)
            ? new(executable, version)
            : null;
    }

    internal void Write(InterpreterDetails details)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!); // it is below a folder
            var all = Load() is { Count: < 50 } known ? known : [];
            all[key] = new JsonObject { ["executable"] = details.Executable, ["version"] = details.Version };
            var written = $"{file}.{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}";
            File.WriteAllBytes(written, JsonText.BytesOf(all, indented: true));
            File.Move(written, file, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Without a cache it is only slower.
        }
    }

    private JsonObject? Load()
    {
        try
        {
            return File.Exists(file) ? JsonNode.Parse(File.ReadAllBytes(file)) as JsonObject : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Facts(string interpreter)
    {
        yield return interpreter;
        yield return Changed(interpreter);
        if (!IsScript(interpreter))
        {
            yield break;
        }

        yield return Environment.GetEnvironmentVariable("PYENV_VERSION") ?? "";
        yield return Changed(Path.Join(Path.GetDirectoryName(interpreter), "..", "version"));
        for (var folder = Environment.CurrentDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            foreach (var path in VersionFiles.Select(name => Path.Join(folder, name)).Where(File.Exists))
            {
                yield return path;
                yield return Changed(path);
            }
        }
    }

    private static string Changed(string path) => File.GetLastWriteTimeUtc(path).Ticks.ToString(CultureInfo.InvariantCulture);

    private static bool IsScript(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return stream.ReadByte() == '#' && stream.ReadByte() == '!';
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }
}
