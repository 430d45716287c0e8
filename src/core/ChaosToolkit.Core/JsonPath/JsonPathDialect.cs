namespace ChaosToolkit.JsonPath;

/// <summary>Which JSONPath a path is written in.</summary>
public enum JsonPathDialect
{
    /// <summary>Not said: <see cref="Jsonpath2"/> where the path is valid in it, else <see cref="Rfc9535"/>.</summary>
    Any,

    /// <summary>JSONPath as RFC 9535 has it: a filter tests the children of a value.</summary>
    Rfc9535,

    /// <summary>JSONPath as Python's package jsonpath2 0.4 has it: a filter tests the value itself.</summary>
    Jsonpath2,
}
