using System.Buffers;
using System.Globalization;
using System.Text;

namespace ChaosToolkit.Reporting.Html;

/// <summary>Writes HTML as UTF-8. Text that is not ours goes through <see cref="Text"/> only, which leaves nothing that HTML could take for its own.</summary>
internal sealed class HtmlWriter(Stream target) : IDisposable
{
    private static readonly SearchValues<char> Special = SearchValues.Create("<>&\"'`");
    private readonly StreamWriter writer = new(target, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true);

    /// <summary>Markup: only what stands in this program's source.</summary>
    public HtmlWriter Raw(string markup)
    {
        writer.Write(markup);
        return this;
    }

    /// <summary>Text, within an element or within an attribute's quotes.</summary>
    public HtmlWriter Text(string text)
    {
        var rest = text.AsSpan();
        while (rest.IndexOfAny(Special) is var at and >= 0)
        {
            writer.Write(rest[..at]);
            writer.Write(rest[at] switch { '<' => "&lt;", '>' => "&gt;", '&' => "&amp;", '"' => "&quot;", '\'' => "&#39;", _ => "&#96;" });
            rest = rest[(at + 1)..];
        }

        writer.Write(rest);
        return this;
    }

    /// <summary>An attribute that is a number, rounded to what a screen can show.</summary>
    public HtmlWriter At(string name, double value) => Raw(" ").Raw(name).Raw("=\"").Raw(Math.Round(value, 1).ToString(CultureInfo.InvariantCulture)).Raw("\"");

    public void Dispose() => writer.Dispose();
}
