using ChaosToolkit.Diagnostics;

namespace ChaosToolkit.Loading;

/// <summary>What can be wrong with a source before anybody looks at what it says.</summary>
internal static class LoadingDiagnostics
{
    /// <summary>What is said of a source that holds nothing, whatever it is written in.</summary>
    public const string Nothing = "There is nothing in here.";

    /// <summary>What to do about <see cref="Nothing"/>.</summary>
    public const string InsteadOfNothing = "Write an object: { }.";

    public static Diagnostic JsonSyntax(SourceSpan span, string message, string? help) => At("CTK0001", span, message, help);

    public static Diagnostic YamlSyntax(SourceSpan span, string message, string? help) => At("CTK0002", span, message, help);

    public static Diagnostic TooDeep(SourceSpan span) =>
        At("CTK0003", span, $"Values are nested deeper than {DocumentLimits.MaxDepth} levels here.", "Documents may not be nested that deep.");

    public static Diagnostic TooLarge(string name) =>
        Of("CTK0004", $"'{name}' is larger than {DocumentLimits.MaxSize / 1024 / 1024} MB.", "Documents may not be that large.");

    public static Diagnostic NotUtf8(SourceSpan span, byte first) =>
        At("CTK0005", span, $"The byte 0x{first:x2} here is not UTF-8 text.", "Save the file with the encoding UTF-8.");

    public static Diagnostic NotUtf16(string name) =>
        Of("CTK0016", $"'{name}' begins with the mark of UTF-16 text but is none.", "Save the file with the encoding UTF-8.");

    public static Diagnostic ForbiddenCharacter(SourceSpan span, int character) =>
        At("CTK0006", span, $"The control character U+{character:X4} is not allowed here.", "Remove it, or write it as an escape within double quotes.");

    public static Diagnostic UnknownTag(SourceSpan span, string tag) =>
        At("CTK0007", span, $"The tag '{tag}' is not supported.", "Known: !!binary, !!bool, !!float, !!int, !!map, !!null, !!omap, !!pairs, !!seq, !!set, !!str, !!timestamp.");

    public static Diagnostic TagDoesNotFit(SourceSpan span, string tag, string text) =>
        At("CTK0008", span, $"{text} cannot be read as {tag}.", "Change the value, or quote it and leave the tag out to have it as text.");

    public static Diagnostic SecondDocument(SourceSpan span) =>
        At("CTK0009", span, "A second document begins here.", "A file holds one document: keep one, and remove '---' before the other.");

    public static Diagnostic UnknownAlias(SourceSpan span, string name) =>
        At("CTK0010", span, $"There is no anchor '&{name}' before the alias '*{name}'.", QuoteWhatBeginsWith('*'));

    public static Diagnostic RecursiveAlias(SourceSpan span, string name) =>
        At("CTK0011", span, $"The alias '*{name}' stands within what it stands for.", "A document cannot hold itself.");

    public static Diagnostic TooManyAliases(SourceSpan span) =>
        At("CTK0012", span, $"With what this alias stands for, the document is larger than {DocumentLimits.MaxNodes:N0} values or {DocumentLimits.MaxSize / 1024 / 1024} MB of text.", "Use fewer aliases.");

    public static Diagnostic TooManyValues(SourceSpan span) =>
        At("CTK0017", span, $"The document holds more than {DocumentLimits.MaxNodes:N0} values; this is the first too many.", "Documents may not be that large.");

    public static Diagnostic KeyIsNoScalar(SourceSpan span) =>
        At("CTK0013", span, "A list or an object cannot be a key.", "Write '${name}' and '{{ name }}' in quotes.");

    public static Diagnostic CannotMerge(SourceSpan span) =>
        At("CTK0014", span, "'<<' needs an object or a list of objects.", "Give it the alias of an object, such as '<<: *defaults'; quote it to have a key of that name.");

    public static Diagnostic TooManyDigits(SourceSpan span) =>
        At("CTK0015", span, $"This integer has more than {DocumentLimits.MaxDigits} digits.", "Quote it to have it as text.");

    public static Diagnostic MissingFile(string path) =>
        Of("CTK0020", $"There is no file '{path}'.", "Look at the path; it is relative to the working directory.");

    public static Diagnostic IsFolder(string path) => Of("CTK0021", $"'{path}' is a folder, not a file.", null);

    public static Diagnostic CannotRead(string path, string reason) => Of("CTK0022", $"'{path}' cannot be read: {reason}", null);

    public static Diagnostic UnknownEnding(string path) =>
        Of("CTK0023", $"'{path}' ends in none of .json, .yaml and .yml.", "The ending says how a file is read: rename it.");

    public static Diagnostic UnknownScheme(string source, string scheme) =>
        Of("CTK0024", $"'{scheme}' in '{source}' is not a supported scheme.", "Give a path or an address that begins with http:// or https://.");

    public static Diagnostic BadAddress(string source) => Of("CTK0025", $"'{source}' is not a valid address.", null);

    public static Diagnostic Unreachable(string address, string reason, string? help = null) => Of("CTK0026", $"{address} cannot be fetched: {reason}", help);

    public static Diagnostic UnexpectedStatus(string address, int status, string? help) =>
        Of("CTK0027", $"{address} answered with status {status} instead of 200.", help);

    public static Diagnostic UnknownContentType(string address, string contentType) =>
        Of("CTK0028", $"{address} answered with the content type '{contentType}', which is neither JSON nor YAML.", "Known: application/json, application/x-yaml, text/yaml, text/plain.");

    public static Diagnostic BadAuthorization(string host) =>
        Of("CTK0029", $"The credentials for '{host}' cannot be sent in a header.", "In the settings, 'auths' holds {type: bearer, value: TOKEN} for each host, of one line each.");

    public static string QuoteWhatBeginsWith(char first) => $"Quote a text that begins with '{first}'.";

    private static Diagnostic At(string code, SourceSpan span, string message, string? help) => new(code, DiagnosticLevel.Error, message, span, "", help);

    private static Diagnostic Of(string code, string message, string? help) => new(code, DiagnosticLevel.Error, message, null, "", help);
}
