using System.Text;

namespace ChaosToolkit.Serving;

/// <summary>The path of a request as Go's routers see it: percent-decoded, then made clean.</summary>
internal static class RequestPath
{
    /// <summary>The decoded path of a request's target.</summary>
    public static string Decode(string target)
    {
        var query = target.AsSpan().IndexOf('?');
        var path = query < 0 ? target : target[..query];
        if (!path.StartsWith('/'))
        {
            path = Uri.TryCreate(path, UriKind.Absolute, out var absolute) ? absolute.AbsolutePath : "/";
        }

        return path.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(path) : path;
    }

    /// <summary>The path without empty and dot segments, where it has any; else the same.</summary>
    public static string Clean(string path)
    {
        if (!path.Contains("//", StringComparison.Ordinal) && !path.Contains("/.", StringComparison.Ordinal))
        {
            return path;
        }

        List<string> parts = [];
        foreach (var part in path.Split('/'))
        {
            switch (part)
            {
                case "" or ".":
                    break;
                case "..":
                    if (parts.Count > 0)
                    {
                        parts.RemoveAt(parts.Count - 1);
                    }

                    break;
                default:
                    parts.Add(part);
                    break;
            }
        }

        var clean = new StringBuilder("/").AppendJoin('/', parts);
        return path.EndsWith('/') && parts.Count > 0 ? clean.Append('/').ToString() : clean.ToString();
    }
}
