using ChaosToolkit.Values;

namespace ChaosToolkit.Loading;

/// <summary>How large documents may be: far beyond any experiment, and small enough that none exhausts the machine.</summary>
internal static class DocumentLimits
{
    public const int MaxDepth = JsonText.MaxDepth;

    /// <summary>In bytes of the source, and in characters of the document once its aliases are expanded.</summary>
    public const int MaxSize = 20 * 1024 * 1024;

    /// <summary>Values of a document; of YAML once its aliases are expanded.</summary>
    public const int MaxNodes = 2_000_000;

    /// <summary>Python's own limit; the time to read an integer grows faster than its digits.</summary>
    public const int MaxDigits = 4300;

    public static void CheckSize(SourceText source)
    {
        if (source.Text.Length > MaxSize)
        {
            throw new LoadingException(LoadingDiagnostics.TooLarge(source.Name));
        }
    }
}
