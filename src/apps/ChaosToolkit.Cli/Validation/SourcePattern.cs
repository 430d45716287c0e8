using System.Text;
using System.Text.RegularExpressions;

namespace ChaosToolkit.Cli.Validation;

/// <summary>Expands patterns of paths where no shell has done it: <c>*</c> and <c>?</c> within a name, <c>**</c> for any folders. Names that begin with a dot must be asked for.</summary>
internal static class SourcePattern
{
    private static readonly char[] Wild = ['*', '?'];

    /// <summary>Whether a source is a pattern: not a URL, and no file of that very name.</summary>
    private static bool IsPattern(string source) => source.IndexOfAny(Wild) >= 0 && !source.Contains("://", StringComparison.Ordinal) && !File.Exists(source);

    /// <summary>The files that a pattern matches, in alphabetical order; the source itself where it is none or matches nothing.</summary>
    public static IReadOnlyList<string> Expand(string source)
    {
        if (!IsPattern(source))
        {
            return [source];
        }

        var parts = source.Split('/', Path.DirectorySeparatorChar);
        var found = new SortedSet<string>(StringComparer.Ordinal);
        var root = source.StartsWith('/') ? "/" : "";
        Collect(root, parts.AsSpan(root.Length), found, depth: 0);
        return found.Count > 0 ? [.. found] : [source];
    }

    private static void Collect(string folder, ReadOnlySpan<string> parts, SortedSet<string> found, int depth)
    {
        if (parts.IsEmpty || depth > 100)
        {
            return;
        }

        var part = parts[0];
        var rest = parts[1..];
        if (part.IndexOfAny(Wild) < 0)
        {
            var path = folder + part;
            if (!rest.IsEmpty)
            {
                Collect(path + "/", rest, found, depth + 1);
            }
            else if (File.Exists(path))
            {
                found.Add(path);
            }
        }
        else if (part == "**")
        {
            Collect(folder, rest, found, depth + 1);
            foreach (var name in Names(folder, areFolders: true))
            {
                Collect($"{folder}{name}/", parts, found, depth + 1);
            }
        }
        else
        {
            var pattern = Pattern(part);
            foreach (var name in Names(folder, areFolders: !rest.IsEmpty, withHidden: part.StartsWith('.')).Where(name => pattern.IsMatch(name)))
            {
                if (rest.IsEmpty)
                {
                    found.Add(folder + name);
                }
                else
                {
                    Collect($"{folder}{name}/", rest, found, depth + 1);
                }
            }
        }
    }

    private static List<string> Names(string folder, bool areFolders, bool withHidden = false)
    {
        // A link to a folder may lead back to where it stands; it is followed when it is named, not when it is met.
        var options = new EnumerationOptions { IgnoreInaccessible = true, AttributesToSkip = areFolders ? FileAttributes.ReparsePoint : FileAttributes.None };
        var path = folder.Length == 0 ? "." : folder;
        if (!Directory.Exists(path))
        {
            return [];
        }

        var entries = areFolders ? Directory.EnumerateDirectories(path, "*", options) : Directory.EnumerateFiles(path, "*", options);
        return [.. entries.Select(entry => Path.GetFileName(entry)).Where(name => withHidden || !name.StartsWith('.'))];
    }

    private static Regex Pattern(string part)
    {
        var pattern = new StringBuilder(@"\A");
        foreach (var c in part)
        {
            pattern.Append(c switch { '*' => ".*", '?' => ".", _ => Regex.Escape(c.ToString()) });
        }

        return new Regex(pattern.Append(@"\z").ToString(), RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    }
}
