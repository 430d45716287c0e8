namespace ChaosToolkit.Cli.Terminal;

/// <summary>How text looks on a terminal: in colours or without, with signs of Unicode or of ASCII.</summary>
/// <param name="HasColours">Whether there are colours.</param>
/// <param name="HasSigns">Whether there are signs beyond ASCII.</param>
internal sealed record Style(bool HasColours, bool HasSigns)
{
    /// <summary>Plain text, for pipes and files.</summary>
    public static readonly Style Plain = new(false, true);

    private static readonly string[] Dots = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
    private static readonly string[] Strokes = ["|", "/", "-", "\\"];

    /// <summary>What turns while something goes on: one picture after the other.</summary>
    public IReadOnlyList<string> Spinner => HasSigns ? Dots : Strokes;

    /// <summary>Before something good.</summary>
    public string Check => HasSigns ? "✓" : "+";

    /// <summary>Before something bad.</summary>
    public string Cross => HasSigns ? "✗" : "x";

    /// <summary>Text that stands out.</summary>
    public string Bold(string text) => Paint("1", text);

    /// <summary>Text that stands back.</summary>
    public string Dim(string text) => Paint("2", text);

    /// <summary>Text of something bad.</summary>
    public string Red(string text) => Paint("31", text);

    /// <summary>Text of something good.</summary>
    public string Green(string text) => Paint("32", text);

    /// <summary>Text of something in doubt.</summary>
    public string Yellow(string text) => Paint("33", text);

    /// <summary>Text of something that goes on.</summary>
    public string Cyan(string text) => Paint("36", text);

    private string Paint(string code, string text) => HasColours && text.Length > 0 ? $"\e[{code}m{text}\e[0m" : text;
}
