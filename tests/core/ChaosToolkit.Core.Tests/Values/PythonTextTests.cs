using System.Diagnostics;
using System.Text.Json.Nodes;
using ChaosToolkit.Loading;
using ChaosToolkit.Testing;
using ChaosToolkit.Values;

namespace ChaosToolkit.Core.Tests.Values;

public class PythonTextTests
{
    public static readonly double[] Floats =
    [
        0.0, -0.0, 1, 2, -1.5, 0.1, 0.3, 1e-4, 1e-5, 1e-7, 1.5e-7, 123456789012345680.0, 1e15, 1e16, 9999999999999998, 1e17, 1e22, 1e23, 1.7976931348623157e308, 5e-324, 2.2250738585072014e-308,
        0.00012345, 0.000012345, 100, 1234.5678, 1e100, 3.141592653589793, 9.999999999999999e-5, 9.5367431640625e-07, 12345678.9,
    ];

    [Theory]
    [InlineData(2.0, "2.0")]
    [InlineData(1e-07, "1e-07")]
    [InlineData(1e16, "1e+16")]
    [InlineData(1e15, "1000000000000000.0")]
    [InlineData(0.1, "0.1")]
    [InlineData(1e22, "1e+22")]
    [InlineData(1e23, "1e+23")]
    [InlineData(123456789012345680.0, "1.2345678901234568e+17")]
    [InlineData(12345678901234568.0, "1.2345678901234568e+16")]
    [InlineData(0.0, "0.0")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00001, "1e-05")]
    [InlineData(1.5e300, "1.5e+300")]
    [InlineData(100.0, "100.0")]
    [InlineData(double.NaN, "nan")]
    [InlineData(double.NegativeInfinity, "-inf")]
    public void A_float_is_printed_with_the_shortest_digits(double number, string expected) => Assert.Equal(expected, PythonText.OfFloat(number));

    [Theory]
    [InlineData("\"it's\"", "it's", "\"it's\"")]
    [InlineData("\"say \\\"x\\\"\"", "say \"x\"", "'say \"x\"'")]
    [InlineData("\"it's \\\"x\\\"\"", "it's \"x\"", "'it\\'s \"x\"'")]
    [InlineData("\"a\\n\\t\\\\\\u0001\\u00ad\\u2028é😀\"", "a\n\t\\\u0001\u00AD\u2028é😀", "'a\\n\\t\\\\\\x01\\xad\\u2028é😀'")]
    [InlineData("[1, 2.0, true, null, \"x\", {\"k\": [\"it's\"]}, [], {}]", null, "[1, 2.0, True, None, 'x', {'k': [\"it's\"]}, [], {}]")]
    [InlineData("12345678901234567890123", null, "12345678901234567890123")]
    public void Text_stays_and_containers_quote_it(string json, string? text, string repr)
    {
        var value = JsonDocumentReader.Read(new SourceText("x", json)).Root;

        Assert.Equal(text ?? repr, PythonText.Of(value));
        Assert.Equal(repr, PythonText.Repr(value));
    }

    [Fact]
    public void Bytes_are_printed_as_a_literal() => Assert.Equal("b'a\\n\\xff\"'", PythonText.Of(Value.Bytes([(byte)'a', (byte)'\n', 0xff, (byte)'"'])));

    [Fact]
    public async Task Is_what_a_real_Python_prints()
    {
        var values = new JsonArray([.. Floats.Select(number => (JsonNode)Value.Float(number))]);
        foreach (var text in new[] { "", "'", "\"", "'\"", "\\", "\0\u001f\u007f\u0080\u00a0\u00ad", "\u0378\u200b\u2028\ue000\ufeff", "😀\U000e0001", "größe", "\r\n\t" })
        {
            values.Add(new JsonObject { [text] = new JsonArray(text, new JsonObject { ["k"] = text }, null, true, 1) });
        }

        Assert.Equal(await PrintWithPythonAsync(JsonText.Of(values)), PythonText.Of(values));
    }

    private static async Task<string> PrintWithPythonAsync(string json)
    {
        var start = new ProcessStartInfo(Needs.Program("python3"), ["-c", "import json, sys; sys.stdout.reconfigure(encoding='utf-8'); print(json.loads(sys.stdin.buffer.read()), end='')"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
            StandardInputEncoding = new System.Text.UTF8Encoding(false),
        };
        using var python = Process.Start(start) ?? throw new InvalidOperationException("python3 did not start.");
        await python.StandardInput.WriteAsync(json);
        python.StandardInput.Close();
        return await python.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
