namespace ChaosToolkit.JsonPath.Jsonpath2;

/// <summary>What a token is; words and signs are told apart by their text.</summary>
internal enum TokenKind
{
    /// <summary>A sign (<c>$</c>, <c>..</c>, <c>&lt;=</c>) or a reserved word (<c>and</c>).</summary>
    Sign,

    /// <summary>A key without quotes, or a function's name.</summary>
    Name,

    /// <summary>A text in double quotes.</summary>
    Text,

    /// <summary>A number as JSON has it.</summary>
    Number,

    /// <summary>The end of the path.</summary>
    End,
}

/// <summary>A piece of a path.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text; of a <see cref="TokenKind.Text"/> without the quotes.</param>
/// <param name="Position">Where it starts.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Position)
{
    public bool Is(string sign) => Kind == TokenKind.Sign && Text == sign;
}
