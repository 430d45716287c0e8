using System.Text.Json;
using ChaosToolkit.Collections;
using ChaosToolkit.Proxies;
using ChaosToolkit.Wire;

namespace ChaosToolkit.Serving;

/// <summary>The calls of the API by path and method.</summary>
internal sealed class Router(ProxyCollection proxies, MetricsPage? metrics)
{
    /// <summary>Carries out one call.</summary>
    /// <param name="body">The body of the request.</param>
    /// <param name="cancellationToken">The server ends.</param>
    public delegate Task<Answer> Call(ReadOnlyMemory<byte> body, CancellationToken cancellationToken);

    /// <summary>The call of a path and a method; when there is none, the answer to that.</summary>
    public (Call? Call, Answer? Otherwise) Find(string method, string path) => path.Split('/') is not ["", .. var parts] ? (null, Answer.NotFound) : parts switch
    {
        ["version"] => Only(method, "GET", static (_, _) => Task.FromResult(Answer.Version)),
        ["metrics"] when metrics is not null => ((_, _) => Task.FromResult(metrics.Write(proxies.All)), null),
        ["events"] => Only(method, "GET", static (_, _) => Task.FromResult(Answer.Events)),
        ["reset"] => Only(method, "POST", async (_, token) =>
        {
            await proxies.ResetAsync(token);
            return Answer.NoContent;
        }),
        ["populate"] => Only(method, "POST", PopulateAsync),
        ["proxies"] => Proxies(method),
        ["proxies", not "" and var proxy] => OneProxy(method, proxy),
        ["proxies", not "" and var proxy, "toxics"] => Toxics(method, proxy),
        ["proxies", not "" and var proxy, "toxics", not "" and var toxic] => OneToxic(method, proxy, toxic),
        _ => (null, Answer.NotFound),
    };

    /// <summary>Has a call's failures answered.</summary>
    public static async Task<Answer> GuardAsync(Call call, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        try
        {
            return await call(body, cancellationToken);
        }
        catch (ApiException error)
        {
            return Answer.Error(error.Status, error.Message);
        }
        catch (ListenException error)
        {
            return Answer.Error(500, error.Message);
        }
    }

    private static (Call?, Answer?) Only(string method, string allowed, Call call) => method == allowed ? (call, null) : (null, Answer.MethodNotAllowed);

    private (Call?, Answer?) Proxies(string method) => method switch
    {
        "GET" => ((_, _) => Task.FromResult(Answer.Json(200, WriteAll)), null),
        "POST" => (async (body, token) => Proxy(201, await proxies.CreateAsync(ProxyBody.Read(JsonBody.Parse(body.Span)), token)), null),
        _ => (null, Answer.MethodNotAllowed),
    };

    private (Call?, Answer?) OneProxy(string method, string name) => method switch
    {
        "GET" => ((_, _) => Task.FromResult(Proxy(200, proxies[name])), null),
        "POST" or "PATCH" => (async (body, token) =>
        {
            var hosted = proxies[name];
            await hosted.ChangeAsync(ProxyBody.Read(JsonBody.Parse(body.Span)), token);
            return Proxy(200, hosted);
        }, null),
        "DELETE" => (async (_, token) =>
        {
            await proxies.DeleteAsync(name, token);
            return Answer.NoContent;
        }, null),
        _ => (null, Answer.MethodNotAllowed),
    };

    private (Call?, Answer?) Toxics(string method, string name) => method switch
    {
        "GET" => ((_, _) =>
        {
            var hosted = proxies[name];
            return Task.FromResult(Answer.Json(200, json => ProxyJson.WriteToxics(json, hosted)));
        }, null),
        "POST" => (async (body, token) =>
        {
            var hosted = proxies[name];
            var toxic = await hosted.AddAsync(JsonBody.Parse(body.Span), token);
            return Answer.Json(200, json => ProxyJson.Write(json, toxic, hosted.LeaseOf(toxic.Name)));
        }, null),
        _ => (null, Answer.MethodNotAllowed),
    };

    private (Call?, Answer?) OneToxic(string method, string name, string toxicName) => method switch
    {
        "GET" => ((_, _) =>
        {
            var hosted = proxies[name];
            var toxic = hosted.Toxic(toxicName);
            return Task.FromResult(Answer.Json(200, json => ProxyJson.Write(json, toxic, hosted.LeaseOf(toxicName))));
        }, null),
        "POST" or "PATCH" => (async (body, token) =>
        {
            var hosted = proxies[name];
            hosted.Toxic(toxicName);
            var toxic = await hosted.UpdateAsync(toxicName, JsonBody.Parse(body.Span), token);
            return Answer.Json(200, json => ProxyJson.Write(json, toxic, hosted.LeaseOf(toxicName)));
        }, null),
        "DELETE" => (async (_, token) =>
        {
            await proxies[name].RemoveAsync(toxicName, token);
            return Answer.NoContent;
        }, null),
        _ => (null, Answer.MethodNotAllowed),
    };

    private async Task<Answer> PopulateAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        List<HostedProxy> done = [];
        (int Status, string Message)? failure = null;
        var begun = false;
        try
        {
            var bodies = ProxyBody.ReadList(JsonBody.Parse(body.Span));
            begun = bodies.Count > 0;
            await proxies.PopulateAsync(bodies, done, cancellationToken);
        }
        catch (ApiException error)
        {
            failure = (error.Status, error.Message);
        }
        catch (ListenException error)
        {
            failure = (500, error.Message);
        }

        return Answer.Json(failure?.Status ?? 201, json =>
        {
            json.WriteStartObject();
            if (failure is { } wrong)
            {
                json.WriteString("error", wrong.Message);
                json.WriteNumber("status", wrong.Status);
            }

            json.WritePropertyName("proxies");
            if (begun)
            {
                json.WriteStartArray();
                done.ForEach(hosted => ProxyJson.Write(json, hosted, hosted.LeaseOf(null)));
                json.WriteEndArray();
            }
            else
            {
                json.WriteNullValue();
            }

            json.WriteEndObject();
        });
    }

    private static Answer Proxy(int status, HostedProxy hosted) => Answer.Json(status, json => ProxyJson.Write(json, hosted, hosted.LeaseOf(null)));

    private void WriteAll(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (var hosted in proxies.All)
        {
            json.WritePropertyName(hosted.Proxy.Name);
            ProxyJson.Write(json, hosted, hosted.LeaseOf(null));
        }

        json.WriteEndObject();
    }
}
