namespace ChaosToolkit.Values;

/// <summary>What a value of a document is, told apart as Python tells it: an integer is not a float, bytes are not text.</summary>
public enum ValueKind
{
    /// <summary><c>null</c>.</summary>
    Null,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>A whole number of any size.</summary>
    Integer,

    /// <summary>A floating-point number, also one without a fraction (<c>2.0</c>), infinite or not a number.</summary>
    Float,

    /// <summary>Text.</summary>
    Text,

    /// <summary>Bytes; they exist in memory only (<c>--var key:bytes=…</c>) and are written as their UTF-8 text.</summary>
    Bytes,

    /// <summary>A list.</summary>
    List,

    /// <summary>An object: keys and values in order.</summary>
    Object,
}
