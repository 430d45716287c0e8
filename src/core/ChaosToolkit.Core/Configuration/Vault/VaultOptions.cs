using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Configuration.Vault;

/// <summary>Where Vault is and how to speak to it: the <c>vault_…</c> members of the configuration, then Vault's own environment variables.</summary>
internal sealed record VaultOptions
{
    public required Uri Address { get; init; }

    public string? Token { get; init; }

    public string? RoleId { get; init; }

    public string? RoleSecret { get; init; }

    public string? ServiceAccountRole { get; init; }

    public required string ServiceAccountTokenPath { get; init; }

    public required string KubernetesMountPoint { get; init; }

    public required string SecretsMountPoint { get; init; }

    public required bool IsVersion1 { get; init; }

    public string? Namespace { get; init; }

    /// <summary>A PEM file of the authorities that are trusted instead of the system's.</summary>
    public string? CaCertificate { get; init; }

    public bool Verify { get; init; } = true;

    /// <summary>The longest a request may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    public static VaultOptions Read(JsonObject configuration, Func<string, string?> environment)
    {
        var address = Text("vault_addr") ?? Variable("VAULT_ADDR")
            ?? throw new InvalidExperimentException("A secret is read from Vault, but the configuration has no 'vault_addr'. Add it, or set VAULT_ADDR.");
        if (!Uri.TryCreate(address.TrimEnd('/') + "/", UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            throw new InvalidExperimentException($"'{address}' in 'vault_addr' is not a URL. Write it as https://HOST:PORT.");
        }

        var version = Text("vault_kv_version") ?? "2";
        if (version is not ("1" or "2"))
        {
            throw new InvalidExperimentException($"There is no version '{version}' of Vault's key-value store ('vault_kv_version'). Known: 1, 2.");
        }

        return new VaultOptions
        {
            Address = uri,
            Token = Text("vault_token"),
            RoleId = Text("vault_role_id"),
            RoleSecret = Text("vault_role_secret"),
            ServiceAccountRole = Text("vault_sa_role"),
            ServiceAccountTokenPath = Text("vault_sa_token_path") ?? "/var/run/secrets/kubernetes.io/serviceaccount/token",
            KubernetesMountPoint = Text("vault_k8s_mount_point") ?? "kubernetes",
            SecretsMountPoint = Text("vault_secrets_mount_point") ?? "secret",
            IsVersion1 = version == "1",
            Namespace = Text("vault_namespace") ?? Variable("VAULT_NAMESPACE"),
            CaCertificate = Text("vault_ca_cert") ?? Variable("VAULT_CACERT"),
            Verify = Value.AsBoolean(configuration["vault_verify"]) ?? Variable("VAULT_SKIP_VERIFY")?.ToUpperInvariant() is null or "0" or "FALSE",
        }.WithTokenOf(Variable("VAULT_TOKEN"));

        string? Text(string name) => configuration[name] is { } value && PythonText.Of(value) is { Length: > 0 } text ? text : null;
        string? Variable(string name) => environment(name) is { Length: > 0 } text ? text : null;
    }

    // What the experiment says of itself comes first; the token in the environment is for those who say nothing.
    private VaultOptions WithTokenOf(string? environment) =>
        Token is null && (RoleId is null || RoleSecret is null) && ServiceAccountRole is null ? this with { Token = environment } : this;
}
