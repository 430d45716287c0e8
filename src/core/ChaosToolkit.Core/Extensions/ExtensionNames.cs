using System.Text.Json;

namespace ChaosToolkit.Extensions;

/// <summary>How names of .NET are written in documents, and how written ones are read.</summary>
internal static class ExtensionNames
{
    private const string Asynchronous = "Async";

    /// <summary>The name in documents: <c>low_stock</c> for <c>LowStock</c>.</summary>
    public static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    /// <summary>The name by which a method is known where its attribute gives none.</summary>
    public static string OfMethod(string name) =>
        Snake(name.Length > Asynchronous.Length && name.EndsWith(Asynchronous, StringComparison.Ordinal) ? name[..^Asynchronous.Length] : name);

    /// <summary>The module of a class whose attribute gives none.</summary>
    public static string OfType(Type type) => (type.FullName ?? type.Name).Replace('+', '.');

    /// <summary>What names that differ in letter case and separators only have in common.</summary>
    public static string Loose(string name) =>
        string.Create(name.Count(IsLetter), name, static (target, source) =>
        {
            var at = 0;
            foreach (var c in source)
            {
                if (IsLetter(c))
                {
                    target[at++] = char.ToLowerInvariant(c);
                }
            }
        });

    private static bool IsLetter(char c) => c is not ('_' or '-' or ' ');
}
