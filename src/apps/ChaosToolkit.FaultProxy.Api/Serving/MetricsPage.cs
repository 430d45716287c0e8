using System.Diagnostics;
using System.Globalization;
using System.Text;
using ChaosToolkit.Collections;

namespace ChaosToolkit.Serving;

/// <summary>What was counted, as Prometheus' text format 0.0.4.</summary>
/// <param name="ofProxies">Whether the proxies' bytes and connections are told.</param>
/// <param name="ofProcess">Whether the process' own figures are told.</param>
/// <param name="time">For the time of its start.</param>
internal sealed class MetricsPage(bool ofProxies, bool ofProcess, TimeProvider time)
{
    private const string Type = "text/plain; version=0.0.4; charset=utf-8";
    private readonly TimeProvider time = time;

    public Answer Write(IEnumerable<HostedProxy> proxies)
    {
        var page = new StringBuilder();
        if (ofProcess)
        {
            WriteProcess(page);
        }

        Head(page, "promhttp_metric_handler_errors_total", "counter", "Total number of internal errors encountered by the promhttp metric handler.");
        page.Append("promhttp_metric_handler_errors_total{cause=\"encoding\"} 0\npromhttp_metric_handler_errors_total{cause=\"gathering\"} 0\n");
        if (ofProxies)
        {
            WriteProxies(page, [.. proxies]);
        }

        return new Answer(200, Type, Encoding.UTF8.GetBytes(page.ToString()));
    }

    private static void WriteProxies(StringBuilder page, IReadOnlyList<HostedProxy> proxies)
    {
        if (proxies.Count == 0)
        {
            return;
        }

        var counted = proxies.Select(static hosted => (hosted.Proxy, hosted.Proxy.Traffic)).ToList();
        Head(page, "toxiproxy_proxy_connections", "gauge", "Connections that are open.");
        foreach (var (proxy, traffic) in counted)
        {
            page.Append(CultureInfo.InvariantCulture, $"toxiproxy_proxy_connections{{listener=\"{Label(proxy.Listen)}\",proxy=\"{Label(proxy.Name)}\",upstream=\"{Label(proxy.Upstream)}\"}} {traffic.Connections}\n");
        }

        Bytes("received", static traffic => (traffic.ReceivedUpstream, traffic.ReceivedDownstream));
        Bytes("sent", static traffic => (traffic.SentUpstream, traffic.SentDownstream));

        void Bytes(string what, Func<Proxies.ProxyTraffic, (long Up, long Down)> value)
        {
            var name = $"toxiproxy_proxy_{what}_bytes_total";
            Head(page, name, "counter", "");
            foreach (var (proxy, traffic) in counted)
            {
                var (up, down) = value(traffic);
                Sample(name, "downstream", proxy, down);
                Sample(name, "upstream", proxy, up);
            }
        }

        void Sample(string name, string direction, Proxies.FaultProxy proxy, long value) => page
            .Append(name).Append("{direction=\"").Append(direction).Append("\",listener=\"").Append(Label(proxy.Listen))
            .Append("\",proxy=\"").Append(Label(proxy.Name)).Append("\",upstream=\"").Append(Label(proxy.Upstream)).Append("\"} ").Append(Number(value)).Append('\n');
    }

    private void WriteProcess(StringBuilder page)
    {
        using var process = Process.GetCurrentProcess();
        Figure("process_cpu_seconds_total", "counter", "Total user and system CPU time spent in seconds.", process.TotalProcessorTime.TotalSeconds);
        Figure("process_resident_memory_bytes", "gauge", "Resident memory size in bytes.", process.WorkingSet64);
        Figure("process_virtual_memory_bytes", "gauge", "Virtual memory size in bytes.", process.VirtualMemorySize64);
        Figure("process_start_time_seconds", "gauge", "Start time of the process since unix epoch in seconds.", Math.Round((time.GetUtcNow() - (time.GetLocalNow() - process.StartTime)).ToUnixTimeMilliseconds() / 1000.0, 2));
        if (OperatingSystem.IsLinux())
        {
            Figure("process_open_fds", "gauge", "Number of open file descriptors.", Directory.GetFileSystemEntries("/proc/self/fd").Length);
        }

        Figure("dotnet_gc_heap_bytes", "gauge", "Bytes of the managed heap.", GC.GetTotalMemory(false));
        Figure("dotnet_gc_collections_total", "counter", "Collections of the oldest generation.", GC.CollectionCount(GC.MaxGeneration));
        Figure("dotnet_threadpool_threads", "gauge", "Threads of the pool.", ThreadPool.ThreadCount);

        void Figure(string name, string type, string help, double value)
        {
            Head(page, name, type, help);
            page.Append(name).Append(' ').Append(Number(value)).Append('\n');
        }
    }

    private static void Head(StringBuilder page, string name, string type, string help) =>
        page.Append("# HELP ").Append(name).Append(' ').Append(help).Append("\n# TYPE ").Append(name).Append(' ').Append(type).Append('\n');

    // As Go prints it: whole numbers plainly, from a million on with an exponent.
    private static string Number(double value) => Math.Abs(value) >= 1e6
        ? value.ToString("0.################e+00", CultureInfo.InvariantCulture)
        : value.ToString("R", CultureInfo.InvariantCulture);

    private static string Label(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
