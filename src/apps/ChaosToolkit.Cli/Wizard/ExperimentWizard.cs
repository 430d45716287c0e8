using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Cli.Wizard;

/// <summary>Asks what an experiment shall be, and makes it.</summary>
/// <param name="interviewer">Who puts the questions.</param>
/// <param name="activities">What there is to choose from; none without a discovery document.</param>
internal sealed class ExperimentWizard(IInterviewer interviewer, IReadOnlyList<DiscoveredActivity> activities)
{
    /// <summary>The experiment.</summary>
    /// <exception cref="InputEndedException">Nobody answers any more.</exception>
    public async Task<JsonObject> AskAsync(CancellationToken cancellationToken)
    {
        interviewer.Say(activities.Count > 0
            ? "An experiment is a title, a steady-state hypothesis (may be left out), a method, and rollbacks (may be left out)."
            : "An experiment is a title, a steady-state hypothesis (may be left out), and a method. There is no discovery document to choose activities from: write them into the file afterwards.");

        var title = await RequireAsync("Title of the experiment", cancellationToken);
        var experiment = new JsonObject { ["title"] = title, ["description"] = "N/A", ["tags"] = new JsonArray() };
        if (await interviewer.ConfirmAsync("Should it have a steady-state hypothesis?", cancellationToken))
        {
            var hypothesis = new JsonObject { ["title"] = await RequireAsync("Title of the hypothesis", cancellationToken) };
            hypothesis["probes"] = await AskForActivitiesAsync([.. activities.Where(activity => activity.Type == "probe")], withTolerance: true, cancellationToken);
            experiment["steady-state-hypothesis"] = hypothesis;
        }

        if (activities.Count > 0 && await interviewer.ConfirmAsync("Should it have a method?", cancellationToken))
        {
            experiment["method"] = await AskForActivitiesAsync(activities, withTolerance: false, cancellationToken);
        }

        if (activities.Count > 0 && await interviewer.ConfirmAsync("Should it have rollbacks?", cancellationToken))
        {
            experiment["rollbacks"] = await AskForActivitiesAsync([.. activities.Where(activity => activity.Type == "action")], withTolerance: false, cancellationToken);
        }

        return experiment;
    }

    private async Task<JsonArray> AskForActivitiesAsync(IReadOnlyList<DiscoveredActivity> offered, bool withTolerance, CancellationToken cancellationToken)
    {
        var chosen = new JsonArray();
        if (offered.Count == 0)
        {
            return chosen;
        }

        var choices = offered.Select(activity => new Choice($"{activity.Name} ({activity.Type}, {activity.Module})", FirstLine(activity.About))).ToList();
        do
        {
            if (await interviewer.ChooseAsync("Which activity?", choices, cancellationToken) is not { } index)
            {
                break;
            }

            var activity = offered[index];
            if (activity.About.Length > 0)
            {
                interviewer.Say(activity.About);
            }

            if (await interviewer.ConfirmAsync($"Use {activity.Name}?", cancellationToken))
            {
                chosen.Add(await FillAsync(activity, withTolerance, cancellationToken));
            }
        }
        while (await interviewer.ConfirmAsync("Another activity?", cancellationToken));
        return chosen;
    }

    private async Task<JsonNode> FillAsync(DiscoveredActivity activity, bool withTolerance, CancellationToken cancellationToken)
    {
        var filled = new JsonObject { ["type"] = activity.Type, ["name"] = activity.Name };
        if (withTolerance)
        {
            filled["tolerance"] = await RequireAsync($"Tolerance of {activity.Name}", cancellationToken);
        }

        var arguments = new JsonObject();
        filled["provider"] = new JsonObject
        {
            ["type"] = activity.Provider,
            ["module"] = activity.Module,
            ["func"] = activity.Name,
            ["arguments"] = arguments,
        };
        foreach (var argument in activity.Arguments)
        {
            arguments[argument.Name] = await AskForArgumentAsync(argument, cancellationToken);
        }

        return filled;
    }

    private async Task<JsonNode?> AskForArgumentAsync(DiscoveredArgument argument, CancellationToken cancellationToken)
    {
        var answer = await interviewer.AskAsync(
            new Question
            {
                Text = $"Argument {argument.Name}{(argument.Type is null ? "" : $" ({argument.Type})")}",
                Default = argument.HasDefault ? JsonText.Of(argument.Default) : null,
                FindProblem = text => ArgumentType.Read(argument.Type, text, out _),
            },
            cancellationToken);
        if (answer is null)
        {
            return argument.Default?.DeepClone();
        }

        ArgumentType.Read(argument.Type, answer, out var value);
        return value;
    }

    private async Task<string> RequireAsync(string question, CancellationToken cancellationToken) =>
        await interviewer.AskAsync(new Question { Text = question }, cancellationToken) ?? throw new InvalidOperationException("A question without a default had no answer.");

    private static string FirstLine(string text) => text.Split('\n', 2)[0].Trim();
}
