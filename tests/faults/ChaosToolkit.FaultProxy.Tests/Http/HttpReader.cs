using System.Globalization;
using System.Text;

namespace ChaosToolkit.Http;

/// <summary>Reads an answer's body as a client does.</summary>
internal sealed class HttpReader(Stream stream) : IDisposable
{
    private readonly BufferedStream buffered = new(stream);

    public void Dispose() => buffered.Dispose();

    public async Task<string> ReadAnswerAsync()
    {
        var length = -1;
        while (await LineAsync() is { Length: > 0 } line)
        {
            length = line.StartsWith("Content-Length: ", StringComparison.Ordinal) ? int.Parse(line[16..], CultureInfo.InvariantCulture) : length;
        }

        if (length >= 0)
        {
            return await TextAsync(length);
        }

        var body = new StringBuilder();
        while (int.Parse(await LineAsync(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) is var size and > 0)
        {
            body.Append(await TextAsync(size));
            Assert.Equal("", await LineAsync());
        }

        Assert.Equal("", await LineAsync());
        return body.ToString();
    }

    private async Task<string> TextAsync(int length)
    {
        var bytes = new byte[length];
        await buffered.ReadExactlyAsync(bytes);
        return Encoding.ASCII.GetString(bytes);
    }

    private async Task<string> LineAsync()
    {
        var line = new StringBuilder();
        while (await TextAsync(1) is var next and not "\n")
        {
            line.Append(next);
        }

        return line.ToString().TrimEnd('\r');
    }
}
