using System.Text.Json.Nodes;

namespace ChaosToolkit.Values;

/// <summary>Equality, truth and order of values as Python has them: <c>true == 1</c>, <c>7 == 7.0</c>, text by code point.</summary>
public static class PythonComparison
{
    /// <summary>What <c>left == right</c> says, lists and objects included; the order of an object's keys does not count.</summary>
    public static bool AreEqual(JsonNode? left, JsonNode? right)
    {
        var (leftKind, rightKind) = (Value.KindOf(left), Value.KindOf(right));
        if (IsNumeric(leftKind) && IsNumeric(rightKind))
        {
            return CompareNumbers(left, right) == 0;
        }

        if (leftKind != rightKind)
        {
            return false;
        }

        return leftKind switch
        {
            ValueKind.Null => true,
            ValueKind.Text => string.Equals(Value.AsText(left), Value.AsText(right), StringComparison.Ordinal),
            ValueKind.Bytes => Value.AsBytes(left).AsSpan().SequenceEqual(Value.AsBytes(right)),
            ValueKind.List => AreListsEqual((JsonArray)left!, (JsonArray)right!),
            _ => AreObjectsEqual((JsonObject)left!, (JsonObject)right!),
        };
    }

    /// <summary>What <c>bool(value)</c> says: false for null, false, zero, and whatever is empty.</summary>
    public static bool IsTrue(JsonNode? node) => Value.KindOf(node) switch
    {
        ValueKind.Null => false,
        ValueKind.Boolean => Value.AsBoolean(node) == true,
        ValueKind.Integer => !Value.AsInteger(node).IsZero,
        ValueKind.Float => Value.AsDouble(node) != 0,
        ValueKind.Text => Value.AsText(node)!.Length > 0, // its kind says that there is one
        ValueKind.Bytes => Value.AsBytes(node)!.Length > 0,
        ValueKind.List => ((JsonArray)node!).Count > 0,
        _ => ((JsonObject)node!).Count > 0,
    };

    /// <summary>How two values stand to each other: negative, zero or positive; <see langword="null"/> where Python refuses to compare them or one is not a number.</summary>
    public static int? Compare(JsonNode? left, JsonNode? right)
    {
        var (leftKind, rightKind) = (Value.KindOf(left), Value.KindOf(right));
        if (IsNumeric(leftKind) && IsNumeric(rightKind))
        {
            return CompareNumbers(left, right);
        }

        return leftKind == ValueKind.Text && rightKind == ValueKind.Text ? CompareText(Value.AsText(left)!, Value.AsText(right)!) : null;
    }

    /// <summary>Compares two texts by code point, as Python does; .NET's ordinal order differs beyond the basic plane.</summary>
    public static int CompareText(string left, string right)
    {
        var (a, b) = (left.EnumerateRunes(), right.EnumerateRunes());
        while (true)
        {
            var (hasA, hasB) = (a.MoveNext(), b.MoveNext());
            if (!hasA || !hasB)
            {
                return hasA.CompareTo(hasB);
            }

            if (a.Current != b.Current)
            {
                return a.Current.CompareTo(b.Current);
            }
        }
    }

    private static bool IsNumeric(ValueKind kind) => kind is ValueKind.Boolean or ValueKind.Integer or ValueKind.Float;

    private static int? CompareNumbers(JsonNode? left, JsonNode? right)
    {
        if (Value.KindOf(left) != ValueKind.Float && Value.KindOf(right) != ValueKind.Float)
        {
            return WholeOf(left).CompareTo(WholeOf(right));
        }

        var (a, b) = (NumberOf(left), NumberOf(right));
        if (double.IsNaN(a) || double.IsNaN(b))
        {
            return null;
        }

        if (a != b || Math.Abs(a) < 9007199254740992)
        {
            return a.CompareTo(b);
        }

        // From 2^53 on a double no longer tells neighbours apart, and an integer may lie past all doubles: Python compares exactly.
        return IsInfinite(left) || IsInfinite(right)
            ? IsInfinite(left).CompareTo(IsInfinite(right)) * Math.Sign(a)
            : ExactOf(left).CompareTo(ExactOf(right));
    }

    private static bool IsInfinite(JsonNode? node) => Value.KindOf(node) == ValueKind.Float && double.IsInfinity(Value.AsDouble(node) ?? 0);

    private static System.Numerics.BigInteger WholeOf(JsonNode? node) =>
        Value.AsBoolean(node) is { } truth ? (truth ? 1 : 0) : Value.AsInteger(node);

    private static double NumberOf(JsonNode? node) =>
        Value.AsBoolean(node) is { } truth ? (truth ? 1 : 0) : Value.AsDouble(node) ?? double.NaN;

    private static System.Numerics.BigInteger ExactOf(JsonNode? node) =>
        Value.KindOf(node) == ValueKind.Float ? new System.Numerics.BigInteger(Value.AsDouble(node) ?? 0) : WholeOf(node);

    private static bool AreListsEqual(JsonArray left, JsonArray right)
    {
        if (left.Count != right.Count)
        {
            return false;
        }

        for (var i = 0; i < left.Count; i++)
        {
            if (!AreEqual(left[i], right[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool AreObjectsEqual(JsonObject left, JsonObject right)
    {
        if (left.Count != right.Count)
        {
            return false;
        }

        foreach (var (key, value) in left)
        {
            if (!right.TryGetPropertyValue(key, out var other) || !AreEqual(value, other))
            {
                return false;
            }
        }

        return true;
    }
}
