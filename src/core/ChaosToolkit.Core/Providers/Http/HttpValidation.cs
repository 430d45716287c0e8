using System.Numerics;
using ChaosToolkit.Configuration;
using ChaosToolkit.Loading;
using ChaosToolkit.Model.Shapes;
using ChaosToolkit.Values;
using static ChaosToolkit.Model.Shapes.ValueShape;

namespace ChaosToolkit.Providers.Http;

/// <summary>Checks an http provider as it is written.</summary>
internal static class HttpValidation
{
    public static ObjectShape Shape { get; } = new(
        "http", "Makes an HTTP call; its output has `status`, `headers` and `body`.",
        new("url", SomeText, "The address; references are replaced.") { IsRequired = true },
        new("method", Text.OrNull(), "The method; `GET` when not given."),
        new("headers", Either(ValueShape.Object, TextWithReference).OrNull(), "Headers by name; references are replaced."),
        new("arguments", Any, "What is sent: the query of a `GET`, else the fields of a form, or JSON where the header `Content-Type` says so."),
        new("timeout", Either(Seconds, TextWithReference, ListOf(2, Either(Seconds, TextWithReference, ValueShape.Null))).OrNull(), "How long it may take; two are for connecting and for reading. 300 when not given."),
        new("verify_tls", Either(ValueShape.Boolean, Text).OrNull(), "Whether the server's certificate is verified, or a file of certificates to trust; `true` when not given."),
        new("cert", Either(Text, List).OrNull(), "The file of a client certificate, or the files of certificate and key."),
        new("max_retries", WholeNumber(0, 1000).OrNull(), "How often to try again to connect; 0 when not given."),
        new("secrets", Scopes, "Has no effect here: references find every secret."));

    private static readonly HashSet<string> SaysYesOrNo = new(["true", "false", "yes", "no", "on", "off"], StringComparer.OrdinalIgnoreCase);

    public static void Validate(DocumentNode provider, ValidationContext context)
    {
        ValidateUrl(provider, context);
        Check(provider["method"], kind => kind == ValueKind.Text, "method", "a text, such as \"POST\"", context);
        Check(provider["headers"], kind => kind == ValueKind.Object, "headers", "an object, such as {\"Accept\": \"text/plain\"}", context, IsReference);
        Check(provider["verify_tls"], kind => kind is ValueKind.Boolean or ValueKind.Text, "verify_tls", "true, false, or the path of a file of certificates", context);
        if (provider["verify_tls"] is { Text: { } path } verify && SaysYesOrNo.Contains(path))
        {
            context.Report(HttpDiagnostics.PathThatSaysYesOrNo(verify, path));
        }

        Check(provider["cert"], kind => kind is ValueKind.Text or ValueKind.List, "cert", "the path of a certificate, or [certificate, key]", context);
        Check(
            provider["max_retries"],
            kind => kind == ValueKind.Integer && Value.AsInteger(provider["max_retries"]!.Value) is var count && count >= BigInteger.Zero && count <= 1000, // there, for it has a kind
            "max_retries",
            "a whole number from 0 to 1000",
            context);
        if (provider["timeout"] is { Kind: not ValueKind.Null } timeout && !IsTimeout(timeout))
        {
            context.Report(ProvidersDiagnostics.WrongTimeout(timeout, "a number of seconds above zero, or two: [connect, read]"));
        }

        foreach (var (name, member) in MemberCheck.Unknown(provider, Shape))
        {
            context.Report(name == "expected_status"
                ? HttpDiagnostics.ExpectedStatus(member)
                : ProvidersDiagnostics.UnknownMember(member, "http", name, ["type", .. Shape.Names]));
        }
    }

    private static void ValidateUrl(DocumentNode provider, ValidationContext context)
    {
        if (provider["url"] is not { } url || url.Kind == ValueKind.Null || url.Text == "")
        {
            context.Report(ProvidersDiagnostics.MissingMember(provider, "http", "url", "\"http://HOST/PATH\""));
        }
        else if (url.Text is not { } written)
        {
            context.Report(ProvidersDiagnostics.WrongType(url, "http", "url", "the address as a text"));
        }
        else
        {
            // What is still a reference gets its value in the run only.
            var address = Substitution.ApplyText(written, context.Configuration, context.Secrets).TrimStart();
            var hasScheme = address.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || address.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
            if (!hasScheme && !address.Split(':')[0].Contains('$'))
            {
                context.Report(HttpDiagnostics.NoScheme(url));
            }
            else if (hasScheme && !address.Contains('$') && !HttpAddress.CanBeAsked(address))
            {
                context.Report(HttpDiagnostics.NoAddress(url));
            }
        }
    }

    private static void Check(
        DocumentNode? value, Func<ValueKind, bool> isRight, string member, string expected, ValidationContext context, Func<DocumentNode, bool>? isRightToo = null)
    {
        if (value is { Kind: not ValueKind.Null and var kind } && !isRight(kind) && isRightToo?.Invoke(value) != true)
        {
            context.Report(ProvidersDiagnostics.WrongType(value, "http", member, expected));
        }
    }

    private static bool IsTimeout(DocumentNode value) => value.Kind switch
    {
        ValueKind.List => value.Items.Count() == 2 && value.Items.All(item => item.Kind == ValueKind.Null || IsTime(item)),
        _ => IsTime(value),
    };

    private static bool IsTime(DocumentNode value) => IsReference(value) || (Value.IsNumber(value.Value) && TimeLimit.Read(value.Value) is not null);

    private static bool IsReference(DocumentNode value) => value.Text?.Contains('$') == true;
}
