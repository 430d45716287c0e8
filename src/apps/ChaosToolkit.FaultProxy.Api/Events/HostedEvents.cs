using ChaosToolkit.Collections;
using ChaosToolkit.Proxies;
using ChaosToolkit.Wire;

namespace ChaosToolkit.Events;

/// <summary>Publishes what happens to one proxy of the server, from when it stands until it is deleted.</summary>
internal sealed class HostedEvents(EventFeed feed, TimeProvider time)
{
    private volatile HostedProxy? hosted;

    /// <summary>It stands: its toxics and all are one event.</summary>
    public void Created(HostedProxy proxy)
    {
        hosted = proxy;
        feed.Publish("proxy_created", proxy.Proxy.Name, time.GetUtcNow(), isConnection: false, json =>
        {
            json.WritePropertyName("state");
            ProxyJson.Write(json, proxy, proxy.LeaseOf(null));
        });
    }

    public void Deleted()
    {
        if (hosted is { } proxy)
        {
            hosted = null;
            feed.Publish("proxy_deleted", proxy.Proxy.Name, time.GetUtcNow(), isConnection: false, static _ => { });
        }
    }

    /// <summary>Takes what the proxy tells.</summary>
    public void Take(ProxyEvent happened)
    {
        if (hosted is { } proxy)
        {
            feed.Publish(TypeOf(happened), happened.Proxy, happened.Time, IsConnection(happened.Kind), json =>
            {
                if (happened.Toxic is { } toxic)
                {
                    json.WritePropertyName("toxic");
                    ProxyJson.Write(json, toxic, happened.Lease);
                }
                else if (happened.Client is { } client)
                {
                    json.WriteString("client", client);
                    if (happened.Reason is { } reason)
                    {
                        json.WriteString("reason", reason);
                    }
                }
                else
                {
                    json.WritePropertyName("state");
                    ProxyJson.Write(json, proxy, happened.Lease);
                    if (happened.Expired)
                    {
                        json.WriteBoolean("expired", true);
                    }
                }
            });
        }
    }

    private static bool IsConnection(ProxyEventKind kind) => kind is ProxyEventKind.ConnectionOpened or ProxyEventKind.ConnectionClosed or ProxyEventKind.ConnectionFailed;

    private static string TypeOf(ProxyEvent happened) => happened.Kind switch
    {
        ProxyEventKind.Enabled => "proxy_enabled",
        ProxyEventKind.Disabled => "proxy_disabled",
        ProxyEventKind.Updated => "proxy_updated",
        ProxyEventKind.ToxicAdded => "toxic_added",
        ProxyEventKind.ToxicUpdated => "toxic_updated",
        ProxyEventKind.ToxicRemoved => happened.Expired ? "toxic_expired" : "toxic_removed",
        ProxyEventKind.ConnectionOpened => "connection_opened",
        ProxyEventKind.ConnectionClosed => "connection_closed",
        _ => "connection_failed",
    };
}
