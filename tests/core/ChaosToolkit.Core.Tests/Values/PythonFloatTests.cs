namespace ChaosToolkit.Values;

public class PythonFloatTests
{
    [Theory]
    [InlineData(1e-7, "1e-07")]
    [InlineData(-1e-7, "-1e-07")]
    [InlineData(1.5e-10, "1.5e-10")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00012, "0.00012")]
    [InlineData(0.00001, "1e-05")]
    [InlineData(0.1, "0.1")]
    [InlineData(1.0, "1.0")]
    [InlineData(100.0, "100.0")]
    [InlineData(123.456, "123.456")]
    [InlineData(1e15, "1000000000000000.0")]
    [InlineData(9999999999999998.0, "9999999999999998.0")]
    [InlineData(1e16, "1e+16")]
    [InlineData(1e23, "1e+23")]
    [InlineData(1.7976931348623157e308, "1.7976931348623157e+308")]
    [InlineData(5e-324, "5e-324")]
    public void Prints_a_float_as_Python_does(double number, string expected) => Assert.Equal(expected, PythonText.OfFloat(number));
}
