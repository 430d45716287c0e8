namespace ChaosToolkit.JsonPath.Rfc9535;

/// <summary>What a function takes at one place.</summary>
internal enum ParameterType
{
    /// <summary>A value or Nothing: a literal, a path that matches one value at most, a function that gives a value.</summary>
    Value,

    /// <summary>Whatever a path matches.</summary>
    Nodes,
}

/// <summary>A function of filters. A new one is a class with a <see cref="FunctionAttribute"/> that implements one of the two interfaces below.</summary>
internal interface IFunction
{
    IReadOnlyList<ParameterType> Parameters { get; }
}

/// <summary>A function whose result is a value, to be compared or passed on.</summary>
internal interface IValueFunction : IFunction
{
    Scalar Call(Evaluation evaluation, IReadOnlyList<Argument> arguments);
}

/// <summary>A function whose result is true or false, which stands alone in a filter.</summary>
internal interface ITestFunction : IFunction
{
    bool Call(Evaluation evaluation, IReadOnlyList<Argument> arguments);
}
