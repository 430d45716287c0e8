using System.Text;
using static ChaosToolkit.Planning.MarkdownText;
using static ChaosToolkit.Planning.PlanWords;

namespace ChaosToolkit.Planning;

/// <summary>A plan for a pull request: tables, what is long folded up. Whatever the experiment says is code in it.</summary>
internal sealed class PlanMarkdown(ExperimentPlan plan)
{
    private const int MostRows = 12;
    private const int LongestCell = 120;

    private readonly StringBuilder text = new();
    private readonly List<(string Name, string Value)> longOnes = [];

    public string Write()
    {
        text.Append($"## Plan: {Code(plan.Title)}\n\n");
        Table(["", ""], [["source", Code(plan.Source)], ["hash", Code(plan.Hash)], .. SettingsOf(plan).Select(row => new[] { row.Name, Code(row.Text) })]);
        Section("Not known before the run", ["where", "what"], plan.Open.Select(open => new[] { Code(open.Where), Code(open.What) }));
        foreach (var phase in plan.Phases)
        {
            WritePhase(phase);
        }

        Section("Configuration", ["name", "value", "from"], plan.Configuration.Select(entry => new[] { Code(entry.Name), entry.IsKnown ? Cell(entry.Name, Of(entry.Value)) : "?", Code(Of(entry.Origin)) }));
        Section("Secrets", ["name", "from"], plan.Secrets.Select(entry => new[] { Code(entry.Name), Code(Of(entry.Origin with { IsSecret = false })) }));
        Section("Controls", ["name", "module", "guard", "around", "arguments"], plan.Controls.Select(control => new[]
        {
            Code(control.Name), Code(control.Module), control.IsGuard ? "yes" : "", Code(string.Join(", ", control.Around)),
            string.Join("<br>", control.Arguments.Select(argument => $"{Code(argument.Name)} {Cell($"{control.Name}: {argument.Name}", Of(argument.Value))}")),
        }));
        WriteLongOnes();
        text.Append($"Run exactly this, with the same options: {Code($"chaos run {plan.Source} --plan-hash {plan.Hash[..ExperimentPlan.ShortestHash]}")}.\n");
        return text.ToString();
    }

    private void WritePhase(PlannedPhase phase)
    {
        var title = TitleOf(phase) + (phase.When.Length > 0 ? $" ({phase.When})" : "");
        if (phase.Activities.Count == 0)
        {
            text.Append($"### {title}\n\nnothing\n\n");
        }
        else if (IsRepeated(plan, phase))
        {
            text.Append($"### {title}\n\nThe same probes as above: {string.Join(", ", phase.Activities.Select(activity => Code(activity.Name)))}.\n\n");
        }
        else
        {
            Section(title, ["", "activity", "provider", "given", "and"], phase.Activities.Select(RowOf));
        }
    }

    private string[] RowOf(PlannedActivity activity)
    {
        var given = activity.Arguments.Select(argument =>
            $"{Code(argument.Name)} {Cell($"{activity.Name}: {argument.Name}", Of(argument.Value))}{(argument.From.Count == 0 ? "" : $" from {Code(Of(argument.From))}")}");
        var facts = FactsOf(activity).Select(fact => $"{fact.Name} {Cell($"{activity.Name}: {fact.Name}", fact.Text)}")
            .Concat((plan.Probed ?? []).Where(answer => answer.Pointer == activity.Pointer).Select(answer => $"would act on {Cell($"{activity.Name}: targets", Of(answer))}"));
        return [Code(activity.Type), Code(activity.Name) + MarksOf(activity), Code(activity.Provider), string.Join("<br>", given), string.Join("<br>", facts)];
    }

    // What is too long for a cell stands whole at the end.
    private string Cell(string name, string value)
    {
        if (value.Length <= LongestCell)
        {
            return Code(value);
        }

        longOnes.Add((name, value));
        return $"{Code(Line(value, 60))} (whole below)";
    }

    private void WriteLongOnes()
    {
        if (longOnes.Count > 0)
        {
            text.Append($"<details><summary>Long values ({longOnes.Count})</summary>\n\n");
            foreach (var (name, value) in longOnes)
            {
                text.Append($"{Code(name)}\n\n{Block(value)}\n\n");
            }

            text.Append("</details>\n\n");
        }
    }

    private void Section(string title, string[] head, IEnumerable<string[]> rows)
    {
        var all = rows.ToList();
        if (all.Count == 0)
        {
            return;
        }

        text.Append($"### {title}\n\n");
        if (all.Count > MostRows)
        {
            text.Append($"<details><summary>{all.Count}</summary>\n\n");
        }

        Table(head, all);
        if (all.Count > MostRows)
        {
            text.Append("</details>\n\n");
        }
    }

    private void Table(string[] head, IEnumerable<string[]> rows)
    {
        text.Append($"| {string.Join(" | ", head)} |\n|{string.Concat(head.Select(_ => " --- |"))}\n");
        foreach (var row in rows)
        {
            text.Append($"| {string.Join(" | ", row)} |\n");
        }

        text.Append('\n');
    }
}
