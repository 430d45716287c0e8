namespace ChaosToolkit.Wire;

/// <summary>A call cannot be carried out; its texts are part of the API.</summary>
internal sealed class ApiException(int status, string message) : Exception(message)
{
    public int Status => status;

    public static ApiException ProxyNotFound => new(404, "proxy not found");

    public static ApiException ToxicNotFound => new(404, "toxic not found");

    public static ApiException ProxyExists => new(409, "proxy already exists");

    public static ApiException ToxicExists => new(409, "toxic already exists");

    public static ApiException InvalidStream => new(400, "stream was invalid, can be either upstream or downstream");

    public static ApiException InvalidType => new(400, "invalid toxic type");

    public static ApiException Missing(string field, int? number = null) => new(400, $"missing required field: {field}{(number is null ? "" : $" at proxy {number}")}");

    public static ApiException BadBody(string reason) => new(400, $"bad request body: {reason}");
}
