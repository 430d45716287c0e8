using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ChaosToolkit.Values;

namespace ChaosToolkit.Configuration.Vault;

public class VaultCertificateTests
{
    [Fact]
    public async Task Trusts_the_authorities_it_is_given_and_no_others()
    {
        var folder = Directory.CreateTempSubdirectory("vault-ca-").FullName;
        using var own = Certificate("CN=vault");
        using var other = Certificate("CN=other");
        await File.WriteAllTextAsync(Path.Combine(folder, "own.pem"), own.ExportCertificatePem(), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "other.pem"), other.ExportCertificatePem(), TestContext.Current.CancellationToken);
        await using var vault = await ScriptedVault.StartAsync(own);

        Assert.Equal("pw-9", await ReadAsync(vault, $"\"vault_ca_cert\": \"{folder}/own.pem\""));
        Assert.Equal("pw-9", await ReadAsync(vault, "\"vault_verify\": false"));
        await Assert.ThrowsAsync<InvalidExperimentException>(() => ReadAsync(vault, $"\"vault_ca_cert\": \"{folder}/other.pem\""));
        await Assert.ThrowsAsync<InvalidExperimentException>(() => ReadAsync(vault, "\"vault_verify\": true"));
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<string?> ReadAsync(ScriptedVault vault, string configuration)
    {
        var secrets = await new SecretsLoader(_ => null).LoadAsync(
            SampleJson.Node("""{"db": {"password": {"type": "vault", "path": "db/main", "key": "password"}}}"""), Variables.None,
            SampleJson.Members($$"""{"vault_addr": "{{vault.Address}}", "vault_token": "{{ScriptedVault.Token}}", {{configuration}} }"""),
            TestContext.Current.CancellationToken);
        return Value.AsText(secrets.Values["db"]?["password"]);
    }

    private static X509Certificate2 Certificate(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
    }
}
