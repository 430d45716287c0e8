using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Controls.People;

/// <summary>Asks whoever is there for a control, and writes into the journal what was answered, by whom and when.</summary>
internal static class Conversation
{
    /// <summary>The answer. Where nobody is there to give one the run ends.</summary>
    /// <exception cref="InterruptExecutionException">Nobody can answer.</exception>
    public static async Task<Answer?> AskAsync(
        ControlContext context, IPerson? person, string message, Func<IPerson, Task<Answer>> ask, Func<Answer, string> wordFor)
    {
        var facts = new JsonObject { ["question"] = message };
        if (context.Level == ControlLevel.Activity)
        {
            facts["activity"] = ValueCopy.Of((context.Context as JsonObject)?["name"]);
        }

        var name = ControlSet.NameOf(context.Control);
        try
        {
            var answer = await ask(person ?? throw new NobodyThereException());
            facts["answer"] = wordFor(answer);
            facts["by"] = answer.By;
            context.Run?.Log.ControlTells(name, "answer", facts);
            return answer;
        }
        catch (NobodyThereException nobody)
        {
            facts["answer"] = null;
            context.Run?.Log.ControlTells(name, "answer", facts);
            if (context.Run?.Interruption.IsEnding == true)
            {
                return null; // what is taken back waits for nobody
            }

            throw Ending.Interruption(context, $"The control '{name}' asks \"{message}\", and {nobody.Message}");
        }
    }
}
