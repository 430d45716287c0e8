using System.Text.Json;
using ChaosToolkit.Values;

namespace ChaosToolkit.Reporting.Journals;

/// <summary>Reads journals: ours, and those of the original from its library 0.12 on.</summary>
public static class JournalReader
{
    /// <summary>Reads a journal from its file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="variables">Values for references such as <c>${name}</c> in its texts; <see langword="null"/> for none.</param>
    /// <exception cref="LoadingException">The file cannot be read, is not JSON, or is not a journal; the message says which and where.</exception>
    public static Journal Read(string path, IReadOnlyDictionary<string, string>? variables = null)
    {
        try
        {
            return Read(path, File.ReadAllBytes(path), variables);
        }
        catch (UnauthorizedAccessException) when (Directory.Exists(path))
        {
            throw new LoadingException($"'{path}' is a folder, not a journal. Name the file that 'chaos run' wrote to --journal-path.");
        }
        catch (FileNotFoundException)
        {
            throw new LoadingException($"There is no journal '{path}'. Look at the path; it is relative to the working directory.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LoadingException($"The journal '{path}' cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Reads a journal from its bytes.</summary>
    /// <param name="source">What it is called in messages and reports.</param>
    /// <param name="bytes">JSON.</param>
    /// <param name="variables">Values for references in its texts; <see langword="null"/> for none.</param>
    /// <exception cref="LoadingException">It is not JSON, or not a journal.</exception>
    public static Journal Read(string source, byte[] bytes, IReadOnlyDictionary<string, string>? variables = null)
    {
        var root = Parse(source, bytes);
        var experiment = root.Get("experiment");
        if (experiment.ValueKind != JsonValueKind.Object || (!root.Get("run").IsThere() && !root.Get("status").IsThere()))
        {
            throw new LoadingException($"{source}:1: this is not a journal: {WhatItIs(root)}");
        }

        var words = new JournalWords(variables ?? new Dictionary<string, string>());
        words.Learn(experiment.Get("secrets"));
        return new JournalShape(root, words).Read(source);
    }

    private static JsonElement Parse(string source, byte[] bytes)
    {
        try
        {
            return JournalBytes.Parse(bytes).RootElement;
        }
        catch (JsonException error)
        {
            var place = error.LineNumber is { } line ? $"{source}:{line + 1}:{error.BytePositionInLine + 1}" : source;
            if (error.Message.Contains("depth", StringComparison.OrdinalIgnoreCase))
            {
                throw new LoadingException($"{place}: values are nested deeper than {JsonText.MaxDepth} levels here. No journal of 'chaos run' is so deep.", error);
            }

            throw new LoadingException($"{place}: this is not JSON, so it is no journal. A journal is what 'chaos run' writes to --journal-path.", error);
        }
    }

    private static string WhatItIs(JsonElement root) => root switch
    {
        { ValueKind: not JsonValueKind.Object } => "a journal is an object.",
        _ when root.Get("method").IsThere() => "it is an experiment. 'chaos run' plays it and writes its journal.",
        _ when root.Get("experiment") is { ValueKind: not JsonValueKind.Object } experiment && experiment.IsThere() => "its 'experiment' is no object.",
        _ when root.Get("experiment").IsThere() => "it has neither 'run' nor 'status'.",
        _ => "it has no 'experiment'.",
    };
}
