using ChaosToolkit.Reporting.Charts;

namespace ChaosToolkit.Reporting.Contents;

public sealed class OutputContentsTests
{
    [Theory]
    [InlineData("""{"data": {"resultType": "matrix", "result": [{"metric": {"pod": "a"}, "values": [[1700000000, "1"], [1700000010, "2.5"]]}]}}""", typeof(LineChart))]
    [InlineData("""{"status": "success", "data": {"resultType": "vector", "result": [{"metric": {"pod": "a"}, "value": [1700000000, "3"]}]}}""", typeof(BarChart))]
    [InlineData("[1, 2, 3, 4, 5]", typeof(LineChart))]
    [InlineData("[[1700000000, 1], [1700000001, 2], [1700000002, 2], [1700000003, 2], [1700000004, 2]]", typeof(LineChart))]
    public void What_was_measured_is_a_chart(string output, Type chart) => Assert.IsType(chart, Assert.IsType<Figure>(Assert.Single(Of(output))).Chart);

    [Theory]
    [InlineData("""[{"name": "a", "ready": true}, {"name": "b"}]""", "Output")]
    [InlineData("""{"pods": [{"name": "a", "ready": true}, {"name": "b"}]}""", "Output: pods")]
    public void A_list_of_objects_is_a_table(string output, string caption)
    {
        var table = Assert.IsType<Table>(Assert.Single(Of(output)));

        Assert.Equal(caption, table.Caption);
        Assert.Equal(["name", "ready"], table.Columns);
        Assert.Equal(["b", ""], table.Rows.ElementAt(1).Select(cell => cell.Text));
    }

    [Fact]
    public void A_process_has_its_exit_status_and_its_streams()
    {
        var blocks = Of("""{"status": 3, "stdout": "done", "stderr": ""}""");

        Assert.Equal("3", Assert.Single(Assert.IsType<FactList>(blocks[0]).Facts).Value);
        Assert.Equal(("Standard output", "done"), (Assert.IsType<Code>(blocks[1]).Caption, Assert.IsType<Code>(blocks[1]).Text));
        Assert.Equal(2, blocks.Count);
    }

    [Theory]
    [InlineData("""{"a": 1, "password": "p4ss", "b": [true, null]}""", "{\n  \"a\": 1,\n  \"password\": \"***\",\n  \"b\": [\n    true,\n    null\n  ]\n}")]
    [InlineData("\"plain\\ntext\"", "plain\ntext")]
    [InlineData("\"http://user:pass@host/\"", "http://***@host/")]
    [InlineData("[1, 2]", "[\n  1,\n  2\n]")]
    public void Anything_else_is_text(string output, string text) => Assert.Equal(text, Assert.IsType<Code>(Assert.Single(Of(output))).Text);

    private static List<Block> Of(string output)
    {
        var journal = Samples.Parse($$"""{"experiment": {"title": "x"}, "status": "completed", "run": [{"activity": {"name": "a"}, "output": {{output}}}]}""");
        return [.. OutputContents.Of(journal.Method[0], journal, 8000)];
    }
}
