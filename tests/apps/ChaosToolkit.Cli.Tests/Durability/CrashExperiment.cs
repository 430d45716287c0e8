namespace ChaosToolkit.Cli.Durability;

/// <summary>The experiment of a <see cref="CrashSite"/>: faults of all kinds, each with what takes it back, and a stage wherever a run may be hit.</summary>
internal static class CrashExperiment
{
    public const string Text = """
        {
          "title": "Break and mend", "description": "d",
          "runtime": {"rollbacks": {"strategy": "always"}},
          "configuration": {"pid": {"type": "env", "key": "WORKER_PID"}},
          "controls": [{"name": "crash points", "provider": {"type": "dotnet", "module": "crash.points"}}],
          "steady-state-hypothesis": {"title": "h", "probes": [
            {"type": "probe", "name": "whole", "tolerance": 0, "provider": {"type": "process", "path": "sh", "arguments": ["-c", "[ -e at-check ] || [ ! -e broken ] || sh stage.sh check; true"]}}]},
          "method": [
            {"type": "probe", "name": "first", "provider": {"type": "process", "path": "sh", "arguments": ["stage.sh", "first"]}},
            {"type": "action", "name": "move", "provider": {"type": "dotnet", "module": "acme.files", "func": "move_away", "arguments": {"path": "prices"}},
             "undo": {"provider": {"type": "dotnet", "module": "acme.files", "func": "move_back", "arguments": {"path": "prices"}}},
             "effect": {"type": "probe", "tolerance": false, "provider": {"type": "dotnet", "module": "acme.files", "func": "exists", "arguments": {"path": "prices"}}}},
            {"type": "action", "name": "hang", "provider": {"type": "dotnet", "module": "acme.processes", "func": "stop", "arguments": {"pid": "${pid}"}},
             "undo": {"provider": {"type": "dotnet", "module": "acme.processes", "func": "continue", "arguments": {"pid": "${pid}"}}},
             "effect": {"type": "probe", "tolerance": "stopped", "provider": {"type": "dotnet", "module": "acme.processes", "func": "state", "arguments": {"pid": "${pid}"}}}},
            {"type": "action", "name": "break", "provider": {"type": "process", "path": "sh", "arguments": ["break.sh", "break"]},
             "undo": {"provider": {"type": "process", "path": "sh", "arguments": ["mend.sh"]}}},
            {"type": "action", "name": "beside", "background": true, "provider": {"type": "process", "path": "sh", "arguments": ["beside.sh"]},
             "undo": {"provider": {"type": "process", "path": "sh", "arguments": ["-c", "[ ! -e second.away ] || mv second.away second"]}}},
            {"type": "probe", "name": "look", "provider": {"type": "process", "path": "sh", "arguments": ["stage.sh", "holds"]}, "pauses": {"after": 0.3}},
            {"type": "probe", "name": "last", "provider": {"type": "process", "path": "sh", "arguments": ["-c", "touch at-last"]}}
          ],
          "rollbacks": [{"type": "action", "name": "back", "provider": {"type": "process", "path": "sh", "arguments": ["stage.sh", "rollback"]}}]
        }
        """;
}
