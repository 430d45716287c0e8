using ChaosToolkit.Diagnostics;
using ChaosToolkit.Values;

namespace ChaosToolkit.Configuration;

public class SecretsLoaderTests
{
    private static readonly SecretsLoader Loader = new(name => name switch { "TOKEN" => "tok-en", "CODE" => "1234", "SHORT" => "abc", "VAULT_ADDR" => null, _ => null });

    [Fact]
    public async Task Reads_the_environment_at_any_depth_as_text_and_keeps_the_order()
    {
        var secrets = await LoadAsync(
            """{"b": {"z": 1, "code": {"type": "env", "key": "CODE", "env_var_type": "int"}}, "a": {"credentials": {"user": "u", "token": {"type": "env", "key": "TOKEN"}}}}""");
        Assert.Equal("""{"b":{"z":1,"code":"1234"},"a":{"credentials":{"user":"u","token":"tok-en"}}}""", JsonText.Of(secrets.Values));
        Assert.Equal(["1234", "tok-en"], secrets.Sensitive);
    }

    [Fact]
    public async Task Replaces_a_whole_scope_that_is_declared_and_no_other()
    {
        var variables = new Variables();
        variables.Secrets["customs"] = SampleJson.Node("""{"code": "c-file", "token": {"type": "env", "key": "TOKEN"}}""");
        variables.Secrets["other"] = SampleJson.Node("""{"badge": "x"}""");
        var secrets = await LoadAsync("""{"customs": {"code": "c0", "seal": "s0"}, "guard": {"badge": "b0"}}""", variables);
        Assert.Equal("""{"customs":{"code":"c-file","token":"tok-en"},"guard":{"badge":"b0"}}""", JsonText.Of(secrets.Values));
        Assert.Equal(["c-file", "tok-en"], secrets.Sensitive);
    }

    [Fact]
    public async Task Fails_when_a_variable_is_missing() =>
        await Assert.ThrowsAsync<InvalidExperimentException>(() => LoadAsync("""{"mail": {"password": {"type": "env", "key": "ABSENT"}}}"""));

    [Theory]
    [InlineData("""{"s": {"p": {"type": "env", "key": "ABSENT"}}}""", "CTK0502", "/s/p/key")]
    [InlineData("""{"s": {"p": {"type": "env"}}}""", "CTK0503", "/s/p")]
    [InlineData("\"x\"", "CTK0507", "")]
    [InlineData("""{"s": {"p": {"type": "env", "key": "TOKEN", "default": "x"}}}""", "CTK0508", "/s/p/default")]
    [InlineData("""{"s": {"p": "hunter2"}}""", "CTK0509", "/s/p")]
    [InlineData("""{"s": {"p": {"type": "vault", "key": "old"}}}""", "CTK0510", "/s/p")]
    [InlineData("""{"s": {"p": {"type": "vault", "path": "a/b"}}}""", "CTK0511", "/s/p/path")]
    [InlineData("""{"s": "x"}""", "CTK0512", "/s")]
    [InlineData("""{"s": {"p": {"type": "env", "key": "SHORT"}}}""", "CTK0513", "/s/p/key")]
    [InlineData("""{"s": {"p": {"type": "envv", "key": "TOKEN"}}}""", "CTK0514", "/s/p/type")]
    [InlineData("""{"s": {"p": {"type": "valut", "path": "a/b"}}}""", "CTK0514", "/s/p/type")]
    public void Reports_what_is_wrong_and_asks_nobody(string json, string code, string pointer)
    {
        List<Diagnostic> diagnostics = [];
        Loader.Read(SampleJson.Document(json), Variables.None, [], diagnostics);
        var diagnostic = Assert.Single(diagnostics);
        Assert.Equal((code, pointer), (diagnostic.Code, diagnostic.Pointer));
        Assert.DoesNotContain("hunter2", diagnostic.Message);
    }

    [Fact]
    public void Leaves_out_what_only_Vault_knows()
    {
        var secrets = Loader.Read(
            SampleJson.Document("""{"s": {"p": {"type": "vault", "path": "a/b"}, "q": true}}"""), Variables.None, SampleJson.Members("""{"vault_addr": "http://x"}"""), []);
        Assert.Equal("""{"s":{"q":true}}""", JsonText.Of(secrets));
    }

    [Fact]
    public void Finds_the_old_way_to_name_a_secret_of_Vault()
    {
        var entries = SecretsLoader.OldVaultEntries(SampleJson.Document("""{"tls": {"old": {"type": "vault", "key": "k"}, "new": {"type": "vault", "path": "p", "key": "k"}}}"""));
        Assert.Equal("/tls/old", Assert.Single(entries).Pointer);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    public async Task Has_none_where_none_are_declared(string json) => Assert.Empty((await LoadAsync(json)).Values);

    private static Task<LoadedSecrets> LoadAsync(string json, Variables? variables = null) =>
        Loader.LoadAsync(SampleJson.Node(json), variables ?? Variables.None, [], TestContext.Current.CancellationToken);
}
