using System.Text;
using static ChaosToolkit.Planning.PlanWords;

namespace ChaosToolkit.Planning;

/// <summary>A plan for a person at a terminal: short, in the order of the run, names in one column and values in another.</summary>
internal sealed class PlanText(ExperimentPlan plan)
{
    private const int WidestName = 32;

    private readonly StringBuilder text = new();

    public string Write()
    {
        text.Append($"Plan: {Line(plan.Title)}\n");
        Rows("  ", [("source", plan.Source), ("hash", plan.Hash), .. SettingsOf(plan)]);
        Section("Not known before the run", plan.Open.Select(open => (open.Where, open.What)));
        Section("Configuration", plan.Configuration.Select(entry => (entry.Name, $"{(entry.IsKnown ? Line(Of(entry.Value), 60) : "?")}  ({Of(entry.Origin)})")));
        Section("Secrets", plan.Secrets.Select(entry => (entry.Name, Of(entry.Origin with { IsSecret = false }))));
        Section("Controls", plan.Controls.Select(control => (control.Name + (control.IsGuard ? " [guard]" : ""), Describe(control))));
        var number = 0;
        foreach (var phase in plan.Phases)
        {
            WritePhase(phase, ++number);
        }

        if (plan.Probed is null)
        {
            text.Append("\nNothing was run and nobody was asked; --probe asks those who only look.\n");
        }

        text.Append($"\nTo run exactly this, with the same options: chaos run {Line(plan.Source)} --plan-hash {plan.Hash[..ExperimentPlan.ShortestHash]}\n");
        return text.ToString();
    }

    private void WritePhase(PlannedPhase phase, int number)
    {
        text.Append($"\n{number}. {TitleOf(phase)}{(phase.When.Length > 0 ? $" ({phase.When})" : "")}\n");
        if (phase.Activities.Count == 0)
        {
            text.Append("   nothing\n");
        }
        else if (IsRepeated(plan, phase))
        {
            text.Append($"   the same {(phase.Activities.Count == 1 ? "probe" : $"{phase.Activities.Count} probes")} as above: {Line(string.Join(", ", phase.Activities.Select(activity => activity.Name)))}\n");
        }
        else
        {
            foreach (var activity in phase.Activities)
            {
                Write(activity);
            }
        }
    }

    private void Write(PlannedActivity activity)
    {
        text.Append($"   {Line(activity.Type)} {Line(activity.Name)}{MarksOf(activity)}: {Line(activity.Provider)}\n");
        List<(string Name, string Text)> rows =
            [.. activity.Arguments.Select(argument => (argument.Name, Line(Of(argument.Value)) + (argument.From.Count == 0 ? "" : $"  ({Of(argument.From)})"))), .. FactsOf(activity)];
        rows.AddRange((plan.Probed ?? []).Where(answer => answer.Pointer == activity.Pointer).Select(answer => ("would act on", Of(answer))));
        Rows("      ", rows, 400);
    }

    private void Section(string title, IEnumerable<(string Name, string Text)> rows)
    {
        var all = rows.ToList();
        if (all.Count > 0)
        {
            text.Append($"\n{title}\n");
            Rows("  ", all, 400);
        }
    }

    private void Rows(string indent, IReadOnlyList<(string Name, string Text)> rows, int longest = 200)
    {
        var width = Math.Min(WidestName, rows.Select(row => Line(row.Name).Length).DefaultIfEmpty().Max());
        foreach (var (name, value) in rows)
        {
            text.Append($"{indent}{Line(name).PadRight(width)}  {Line(value, longest)}\n");
        }
    }

    private static string Describe(PlannedControl control)
    {
        var arguments = string.Join(", ", control.Arguments.Select(argument => $"{argument.Name} {Line(Of(argument.Value), 40)}"));
        return $"{(control.Module.Length > 0 ? control.Module : control.Provider)}{(arguments.Length > 0 ? $" ({arguments})" : "")}, {(control.Scope is { } scope ? $"{scope} " : "around ")}"
            + string.Join(", ", control.Around) + (control.IsGlobal ? "; global" : "");
    }
}
