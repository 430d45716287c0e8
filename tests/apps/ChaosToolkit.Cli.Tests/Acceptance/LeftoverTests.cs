using System.Diagnostics;
using ChaosToolkit.Testing;

namespace ChaosToolkit.Cli.Acceptance;

/// <summary>A process that starts others, all deaf to SIGTERM, leaves none of them behind.</summary>
public sealed class LeftoverTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("a signal")]
    [InlineData("its provider's time-out")]
    [InlineData("its own time-out")]
    public async Task Leaves_no_descendant_behind(string endedBy)
    {
        using (var make = Process.Start("mkfifo", [folder.At("ids")]))
        {
            await make.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        folder.Write("tree.sh", """
            trap '' TERM INT
            sh -c "trap '' TERM INT; setsid sh -c 'trap \"\" TERM INT; sleep 300 & echo \$\$ \$! > ids; wait' & wait" &
            wait
            """);
        using var chaos = LiveChaos.Run(folder, $$"""
            {'title': 't', 'description': 'd', 'method': [{'type': 'action', 'name': 'tree'{{(endedBy == "its own time-out" ? ", 'timeout': 2" : "")}},
             'provider': {'type': 'process', 'path': 'sh', 'arguments': ['tree.sh']{{(endedBy == "its provider's time-out" ? ", 'timeout': 2" : "")}} } }]}
            """);
        var ids = (await Task.Run(() => File.ReadAllText(folder.At("ids")))).Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, ids.Length);
        Assert.All(ids, id => Assert.True(Directory.Exists($"/proc/{id}")));
        if (endedBy == "a signal")
        {
            chaos.Signal("INT");
        }

        Assert.Equal(endedBy == "a signal" ? 1 : 0, await chaos.EndAsync());
        Assert.All(ids, id => Assert.False(Directory.Exists($"/proc/{id}"), $"{id} is still there"));
        Assert.Equal([endedBy == "a signal" ? "tree -" : "tree failed"], LiveChaos.Entries(LiveChaos.Journal(folder), "run"));
    }

    public void Dispose() => folder.Dispose();
}
