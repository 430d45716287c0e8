namespace ChaosToolkit.Cli.Wizard;

internal static class DiscoverySamples
{
    public const string Mill = """
        {
          "target": "mill",
          "activities": [
            {
              "type": "action", "name": "stop_wheel", "mod": "chaosmill.wheel", "doc": "Stops a wheel.\n\nIt turns again later.",
              "arguments": [
                {"name": "wheel", "type": "integer"},
                {"name": "seconds", "type": "number", "default": 1.5},
                {"name": "gears", "type": "list", "default": ["small"]},
                {"name": "configuration", "type": "mapping", "default": null}
              ]
            },
            {"type": "probe", "name": "flour", "mod": "chaosmill.probes", "doc": null, "arguments": []},
            {"type": "tolerance", "name": "enough", "mod": "chaosmill.probes", "doc": null, "arguments": []}
          ]
        }
        """;
}
