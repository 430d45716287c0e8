using ChaosToolkit.Diagnostics;
using ChaosToolkit.Loading;

namespace ChaosToolkit.Providers.Http;

/// <summary>What can be wrong with an http provider.</summary>
internal static class HttpDiagnostics
{
    public static Diagnostic ExpectedStatus(DocumentNode value) => Diagnostic.Warning(
        "CTK0325",
        value,
        "'expected_status' has no effect: the answer's status is recorded, whatever it is.",
        "Give the activity a tolerance in the steady-state hypothesis, such as \"tolerance\": 200 or [200, 201].") with
    { Span = value.KeySpan };

    public static Diagnostic NoScheme(DocumentNode url) => Diagnostic.Warning(
        "CTK0326",
        url,
        $"The url '{HttpAddress.Redact(url.Text ?? "")}' begins with neither http:// nor https://: the call will fail.",
        "Write the whole address, such as \"http://localhost:8080/health\".");

    public static Diagnostic NoAddress(DocumentNode url) => Diagnostic.Warning(
        "CTK0327",
        url,
        $"No request can be sent to '{HttpAddress.Redact(url.Text ?? "")}': the call will fail.",
        "Write a host and, where it needs one, a port from 1 to 65535, such as \"http://localhost:8080/health\".");

    public static Diagnostic PathThatSaysYesOrNo(DocumentNode verify, string path) => Diagnostic.Warning(
        "CTK0328",
        verify,
        $"The text '{path}' is taken for the path of a file of certificates.",
        "Write true or false without quotes, or a path such as \"certs/ca.pem\".");
}
