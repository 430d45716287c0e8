namespace ChaosToolkit.Loading;

/// <summary>Which characters may stand in YAML at all.</summary>
internal static class YamlCharacters
{
    public static void Check(SourceText source, LineTable lines)
    {
        var text = source.Text;
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (c is >= ' ' and < '\x7f' or '\n' or '\r' or '\t' or '\x85' or >= '\xa0' and < '\ud800' or >= '\ue000' and < '\ufffe')
            {
                continue;
            }

            if (char.IsHighSurrogate(c) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
            {
                at++;
                continue;
            }

            throw new LoadingException(LoadingDiagnostics.ForbiddenCharacter(new SourceSpan(source, lines.Range(at, at + 1)), c));
        }
    }
}
