using System.Text.Json.Nodes;

namespace ChaosToolkit.Journaling;

public class CutRollbackTests
{
    [Fact]
    public void Is_played_again_from_the_first_that_did_not_end_and_stands_in_the_journal_once()
    {
        var state = RunState.Of([Start(1, "a"), End(1), Start(2, "b"), Start(3, "c"), End(3)]); // b is in the background

        Assert.Equal(1, state.RollbacksEnded);
        foreach (var moment in (RunLogEvent[])[new RecoveryStarted(default, "recover", 1, 0), Start(4, "b"), End(4), Start(5, "c")])
        {
            state.Apply(moment);
        }

        Assert.Equal(2, state.RollbacksEnded);
        Assert.Equal(["a succeeded", "c succeeded", "b succeeded", "c "], state.Builder.Rollbacks.Select(entry => $"{entry!["activity"]!["name"]} {entry["status"]}"));

        state.Apply(new RecoveryStarted(default, "recover", 2, 0));
        state.Apply(Start(6, "c"));
        state.Apply(End(6));

        Assert.Equal(3, state.RollbacksEnded);
        Assert.All(state.Builder.Rollbacks, entry => Assert.Equal("succeeded", (string?)entry!["status"]));
    }

    [Fact]
    public void Is_played_again_as_often_as_it_is_cut_and_stands_in_the_journal_once()
    {
        var state = RunState.Of([Start(1, "a"), End(1), Start(2, "b")]);
        for (var number = 3; number < 6; number++)
        {
            state.Apply(new RecoveryStarted(default, "recover", 1, 0));
            state.Apply(Start(number, "b"));
        }

        state.Apply(End(5));

        Assert.Equal(["a succeeded", "b succeeded"], state.Builder.Rollbacks.Select(entry => $"{entry!["activity"]!["name"]} {entry["status"]}"));
    }

    [Fact]
    public void Two_of_the_same_text_are_two()
    {
        var state = RunState.Of([Start(1, "b"), Start(2, "b"), new RecoveryStarted(default, "recover", 1, 0), Start(3, "b")]);
        foreach (var moment in (RunLogEvent[])[new RecoveryStarted(default, "recover", 2, 0), Start(4, "b"), End(4), Start(5, "b"), End(5)])
        {
            state.Apply(moment);
        }

        Assert.Equal(["b succeeded", "b succeeded"], state.Builder.Rollbacks.Select(entry => $"{entry!["activity"]!["name"]} {entry["status"]}"));
    }

    private static ActivityStarted Start(int number, string name) => new(default, number, RunSection.Rollbacks, 0, new JsonObject { ["name"] = name });

    private static ActivityEnded End(int number) => new(default, number, true, null, null);
}
