using System.Text.RegularExpressions;

namespace ChaosToolkit.Loading;

/// <summary>Which type a plain scalar has by the rules of YAML 1.1 as PyYAML has them.</summary>
internal static partial class YamlScalars
{
    public const string Prefix = "tag:yaml.org,2002:";

    /// <summary>The standard tag's name: <c>str</c>, <c>bool</c>, <c>int</c>, <c>float</c>, <c>null</c>, <c>timestamp</c> or <c>merge</c>.</summary>
    public static string TypeOf(string text)
    {
        if (text.Length == 0)
        {
            return "null";
        }

        switch (text[0])
        {
            case 'y' or 'Y' or 'n' or 'N' or 't' or 'T' or 'f' or 'F' or 'o' or 'O' when IsBoolean(text):
                return "bool";
            case '~' or 'n' or 'N' when text is "~" or "null" or "Null" or "NULL":
                return "null";
            case '<' when text == "<<":
                return "merge";
            case '-' or '+' or '.' or (>= '0' and <= '9'):
                return Float().IsMatch(text) ? "float" : Integer().IsMatch(text) ? "int" : Timestamp().IsMatch(text) ? "timestamp" : "str";
            default:
                return "str";
        }
    }

    private static bool IsBoolean(string text) => text is "yes" or "Yes" or "YES" or "no" or "No" or "NO"
        or "true" or "True" or "TRUE" or "false" or "False" or "FALSE"
        or "on" or "On" or "ON" or "off" or "Off" or "OFF";

    [GeneratedRegex(@"^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\z", RegexOptions.CultureInvariant)]
    private static partial Regex Float();

    [GeneratedRegex(@"^(?:[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Integer();

    [GeneratedRegex(@"^(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Timestamp();
}
