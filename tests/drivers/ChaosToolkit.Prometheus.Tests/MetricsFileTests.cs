using System.Text.Json.Nodes;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Prometheus;

public sealed class MetricsFileTests
{
    private static JsonObject Journal => (JsonObject)JsonNode.Parse("""
        {
          "experiment": {"title": "Say \"hi\"\nC:\\"}, "status": "completed", "deviated": true, "duration": 1.5, "end": "2023-11-14T22:13:20.000000",
          "steady_states": {"before": {"steady_state_met": true, "probes": [{"activity": {"name": "up", "type": "probe"}, "status": "succeeded", "duration": 0.25}]},
                            "during": [{"steady_state_met": true}, {"steady_state_met": false}], "after": null},
          "run": [{"activity": {"name": "kill", "type": "action"}, "status": "succeeded", "duration": 0.5}, {"activity": {"name": "kill", "type": "action"}, "status": "succeeded", "duration": 1}],
          "rollbacks": []
        }
        """)!; // an object

    [Fact]
    public void The_metrics_of_a_run_are_as_approved()
    {
        using var folder = new TemporaryFolder();
        MetricsFile.EnsureWritable(folder.At("new/chaos.prom"));
        MetricsFile.Write(folder.At("new/chaos.prom"), Journal);

        Snapshot.Verify(folder.Read("new/chaos.prom"));
        Assert.Equal("chaos.prom", Path.GetFileName(Assert.Single(Directory.EnumerateFiles(folder.At("new")))));
    }

    [Fact]
    public void A_folder_is_no_file_for_metrics()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("--metrics-file", Assert.Throws<ChaosException>(() => MetricsFile.EnsureWritable(folder.Path)).Message);
    }
}
