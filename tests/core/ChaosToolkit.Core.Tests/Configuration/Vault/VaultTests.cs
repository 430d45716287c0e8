using System.Net;
using System.Net.Sockets;
using ChaosToolkit.Values;

namespace ChaosToolkit.Configuration.Vault;

public sealed class VaultTests : IAsyncLifetime
{
    private const string One = """{"db": {"a": 1, "password": {"type": "vault", "path": "db/main", "key": "password"}, "z": 2}}""";

    private ScriptedVault vault = null!; // made before each test

    public async ValueTask InitializeAsync() => vault = await ScriptedVault.StartAsync();

    public ValueTask DisposeAsync() => vault.DisposeAsync();

    [Fact]
    public async Task Reads_one_value_or_the_whole_secret_and_asks_once_for_each_path()
    {
        var secrets = await LoadAsync(
            """{"db": {"all": {"type": "vault", "path": "/db/main"}, "p": {"type": "vault", "path": "db/main", "key": "password"}, "n": {"type": "vault", "path": "db/main", "key": "port"}}}""",
            $"\"vault_token\": \"{ScriptedVault.Token}\"");
        Assert.Equal("""{"db":{"all":{"user":"reader","password":"pw-9","port":5432},"p":"pw-9","n":5432}}""", JsonText.Of(secrets.Values));
        Assert.Equal(["reader", "pw-9", "5432"], secrets.Sensitive);
        Assert.Equal(2, vault.Requests.Count);
    }

    [Fact]
    public async Task Keeps_the_order_of_declaration() =>
        Assert.Equal("""{"db":{"a":1,"password":"pw-9","z":2}}""", JsonText.Of((await LoadAsync(One, $"\"vault_token\": \"{ScriptedVault.Token}\"")).Values));

    [Fact]
    public async Task Reads_version_1_below_another_mount_point_in_a_namespace()
    {
        var secrets = await LoadAsync(
            """{"db": {"user": {"type": "vault", "path": "db/main", "key": "user"}}}""",
            $"\"vault_token\": \"{ScriptedVault.Token}\", \"vault_kv_version\": 1, \"vault_secrets_mount_point\": \"kv\", \"vault_namespace\": \"team\"");
        Assert.Equal("""{"db":{"user":"v1-reader"}}""", JsonText.Of(secrets.Values));
        Assert.Equal(["GET /v1/kv/db/main team"], vault.Requests);
    }

    [Fact]
    public async Task Logs_in_with_an_AppRole()
    {
        var secrets = await LoadAsync(One, "\"vault_role_id\": \"r-1\", \"vault_role_secret\": \"s-1\"");
        Assert.Equal("pw-9", Value.AsText(secrets.Values["db"]?["password"]));
        Assert.Equal(["""POST /v1/auth/approle/login {"role_id":"r-1","secret_id":"s-1"}""", "GET /v1/secret/data/db/main"], vault.Requests);
    }

    [Theory]
    [InlineData("", "/v1/auth/kubernetes/login")]
    [InlineData(", \"vault_k8s_mount_point\": \"k8s/eu\"", "/v1/auth/k8s/eu/login")]
    public async Task Logs_in_with_a_service_account(string more, string path)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "the.jwt\n", TestContext.Current.CancellationToken);
        await LoadAsync(One, $"\"vault_sa_role\": \"chaos\", \"vault_sa_token_path\": \"{file}\"{more}");
        Assert.Equal($$"""POST {{path}} {"role":"chaos","jwt":"the.jwt"}""", vault.Requests[0]);
        File.Delete(file);
    }

    [Fact]
    public async Task Leaves_out_an_entry_without_path_and_says_so()
    {
        var secrets = await LoadAsync("""{"tls": {"pass": {"type": "vault", "key": "tls/wildcard"}}}""", "");
        Assert.Equal("""{"tls":{}}""", JsonText.Of(secrets.Values));
        Assert.Equal(["Missing Vault secret path for 'pass'"], secrets.Warnings);
        Assert.Empty(vault.Requests);
    }

    [Fact]
    public async Task Takes_address_and_token_from_the_environment_where_the_experiment_has_none()
    {
        var loader = new SecretsLoader(name => name switch { "VAULT_ADDR" => vault.Address + "/", "VAULT_TOKEN" => ScriptedVault.Token, _ => null });
        var secrets = await loader.LoadAsync(SampleJson.Node(One), Variables.None, [], TestContext.Current.CancellationToken);
        Assert.Equal("pw-9", Value.AsText(secrets.Values["db"]?["password"]));
    }

    [Theory]
    [InlineData("\"vault_token\": \"hvs.bad-token\"", One, "status 403 (permission denied for ***)")]
    [InlineData("\"vault_token\": \"hvs.good-token\"", """{"s": {"x": {"type": "vault", "path": "no/such"}}}""", "no secret 'no/such' (v1/secret/data/no/such)")]
    [InlineData("\"vault_token\": \"hvs.good-token\"", """{"s": {"x": {"type": "vault", "path": "db/main", "key": "pin"}}}""", "no key 'pin'. It has: user, password, port.")]
    [InlineData("\"vault_token\": \"hvs.good-token\", \"vault_secrets_mount_point\": \"kv\"", One, "'vault_secrets_mount_point' (kv) and 'vault_kv_version' (2)")]
    [InlineData("\"vault_token\": \"hvs.good-token\", \"vault_kv_version\": \"3\"", One, "no version '3'")]
    [InlineData("\"vault_role_id\": \"r\", \"vault_role_secret\": \"wrong-secret\"", One, "refused to log in with the AppRole: status 400 (invalid role or secret ID)")]
    [InlineData("\"vault_role_id\": \"r\"", One, "says not how to log in")]
    [InlineData("\"vault_sa_role\": \"chaos\", \"vault_sa_token_path\": \"/no/such/token\"", One, "service account's token '/no/such/token' cannot be read")]
    [InlineData("\"vault_token\": \"x\", \"vault_ca_cert\": \"/no/such/ca.pem\"", One, "'/no/such/ca.pem' in 'vault_ca_cert' cannot be read")]
    [InlineData("\"vault_addr\": \"somewhere\"", One, "'somewhere' in 'vault_addr' is not a URL")]
    public async Task Says_clearly_what_went_wrong_without_a_secret(string configuration, string secrets, string part)
    {
        var exception = await Assert.ThrowsAsync<InvalidExperimentException>(() => LoadAsync(secrets, configuration));
        Assert.Contains(part, exception.Message);
        Assert.DoesNotContain("hvs.", exception.Message);
        Assert.DoesNotContain("wrong-secret", exception.Message);
    }

    [Fact]
    public async Task Says_that_the_address_is_missing()
    {
        var exception = await Assert.ThrowsAsync<InvalidExperimentException>(
            () => new SecretsLoader(_ => null).LoadAsync(SampleJson.Node(One), Variables.None, [], TestContext.Current.CancellationToken));
        Assert.Contains("'vault_addr'", exception.Message);
    }

    [Fact]
    public async Task Says_that_nobody_is_there()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        var exception = await Assert.ThrowsAsync<InvalidExperimentException>(() => LoadAsync(One, $"\"vault_token\": \"t-9999\", \"vault_addr\": \"http://127.0.0.1:{port}\""));
        Assert.StartsWith($"Vault at http://127.0.0.1:{port} could not be reached to read the secret 'db/main'", exception.Message);
    }

    [Fact]
    public async Task Does_not_wait_for_ever()
    {
        vault.Hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var options = VaultOptions.Read(SampleJson.Members($$"""{"vault_addr": "{{vault.Address}}", "vault_token": "t"}"""), _ => null) with { Timeout = TimeSpan.FromMilliseconds(200) };
        using var client = new VaultClient(options, TimeProvider.System);
        var exception = await Assert.ThrowsAsync<InvalidExperimentException>(() => client.ReadAsync("db/main", null, TestContext.Current.CancellationToken));
        Assert.Contains("did not answer within 0.2 s", exception.Message);
    }

    [Fact]
    public async Task Ends_when_the_run_ends()
    {
        vault.Hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var source = new CancellationTokenSource();
        var loading = new SecretsLoader(_ => null).LoadAsync(
            SampleJson.Node(One), Variables.None, SampleJson.Members($$"""{"vault_addr": "{{vault.Address}}", "vault_token": "t"}"""), source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loading);
    }

    private Task<LoadedSecrets> LoadAsync(string secrets, string configuration)
    {
        var members = SampleJson.Members($"{{{configuration}}}");
        members.TryAdd("vault_addr", vault.Address);
        return new SecretsLoader(_ => null).LoadAsync(SampleJson.Node(secrets), Variables.None, members, TestContext.Current.CancellationToken);
    }
}
