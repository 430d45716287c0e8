using System.Text.Json.Nodes;
using ChaosToolkit.Controls;
using ChaosToolkit.Providers;
using ChaosToolkit.Running;
using ChaosToolkit.Values;

namespace ChaosToolkit.Planning;

/// <summary>Reads activities as a run would carry them out.</summary>
internal sealed class ActivityPlanner(JsonObject experiment, VariablePlan variables, RunOptions options, ControlSet controls, Catalog<IProvider> providers)
{
    private const double UndoTimeout = 60;

    /// <summary>An activity of the hypothesis, the method or the rollbacks.</summary>
    /// <param name="declaration">As it stands in the list, perhaps as a reference.</param>
    /// <param name="pointer">Where it stands.</param>
    /// <param name="isOfMethod">Whether it is of the method: only there are effects looked for and is something taken back.</param>
    public PlannedActivity Plan(JsonObject declaration, string pointer, bool isOfMethod)
    {
        var activity = Resolve(declaration);
        var isLeftOut = IsLeftOut(activity, out var skipsPauses);
        var plan = Read(activity, pointer) with
        {
            IsLeftOut = isLeftOut,
            IsBackground = PythonComparison.IsTrue(declaration["background"]),
            Tolerance = (declaration["tolerance"] ?? activity["tolerance"]) is { } tolerance ? variables.Resolve("tolerance", tolerance, $"{pointer}/tolerance") : null,
            PauseBefore = skipsPauses ? null : Pause(activity, "before", pointer),
            PauseAfter = skipsPauses ? null : Pause(activity, "after", pointer),
            Controls = NamesOf(controls.Applying(ControlLevel.Activity, activity, experiment)),
        };
        return isOfMethod && plan.Type == "action" && !isLeftOut
            ? plan with { Effect = Effect(activity, pointer), Undo = Undo(activity, plan.Name, pointer) }
            : plan;
    }

    /// <summary>An entry of the configuration that a probe gives.</summary>
    public PlannedActivity PlanEntry(string name, JsonObject entry, string pointer) => Read(entry, pointer) with { Name = name, Type = "probe" };

    public static IReadOnlyList<string> NamesOf(IEnumerable<JsonObject> declarations) => [.. declarations.Select(control => PythonText.Of(control["name"]))];

    private PlannedActivity Read(JsonObject activity, string pointer)
    {
        var provider = activity["provider"] as JsonObject ?? [];
        return new PlannedActivity
        {
            Pointer = pointer,
            Name = activity["name"] is { } name ? PythonText.Of(name) : "",
            Type = activity["type"] is { } type ? PythonText.Of(type) : "probe",
            Provider = PythonText.Of(provider["type"]),
            Arguments = [.. ArgumentsOf(provider, $"{pointer}/provider")],
            Secrets = [.. ScopesOf(provider["secrets"])],
            Timeout = activity["timeout"] is { } timeout ? variables.Resolve("timeout", timeout, $"{pointer}/timeout") : null,
            ExpectedStatus = ValueCopy.Of(activity["expect-status"]),
            Declaration = activity,
        };
    }

    private JsonObject Resolve(JsonObject declaration) =>
        Value.AsText(declaration["ref"]) is { } name ? ActivityReferences.Find(name, experiment) ?? declaration : declaration;

    private IEnumerable<PlannedValue> ArgumentsOf(JsonObject provider, string pointer)
    {
        foreach (var (member, value) in provider)
        {
            switch (member, value)
            {
                case ("type" or "secrets", _):
                    break;
                case ("module" or "func", _): // taken as they are written
                    yield return new PlannedValue(member, ValueCopy.Of(value), []);
                    break;
                case ("arguments" or "headers", JsonObject members):
                    foreach (var (name, argument) in members)
                    {
                        yield return variables.Resolve($"{member}.{name}", argument, $"{pointer}/{member}/{Pointer.Escape(name)}");
                    }

                    break;
                default:
                    yield return variables.Resolve(member, value, $"{pointer}/{Pointer.Escape(member)}");
                    break;
            }
        }
    }

    public static IEnumerable<string> ScopesOf(JsonNode? listed) => listed switch
    {
        JsonArray list => list.Select(Value.AsText).OfType<string>(),
        JsonObject members => members.Select(member => member.Key),
        _ => Value.AsText(listed) is { } one ? [one] : [],
    };

    private bool IsLeftOut(JsonObject activity, out bool skipsPauses)
    {
        var (type, isExempt) = (Value.AsText(activity["type"]), Value.AsBoolean(activity["dry"]) == false);
        var isLeftOut = !isExempt && options.Dry switch
        {
            DryMode.Probes => type == "probe",
            DryMode.Actions => type == "action",
            DryMode.Activities => true,
            _ => false,
        };
        skipsPauses = isLeftOut || (!isExempt && options.Dry == DryMode.Pause);
        return isLeftOut;
    }

    private PlannedValue? Pause(JsonObject activity, string moment, string pointer) =>
        (activity["pauses"] as JsonObject)?[moment] is { } pause && PythonComparison.IsTrue(pause) ? variables.Resolve(moment, pause, $"{pointer}/pauses/{moment}") : null;

    private PlannedActivity? Effect(JsonObject activity, string pointer)
    {
        if (activity["effect"] is not JsonObject effect || options.Dry is DryMode.Probes or DryMode.Activities)
        {
            return null;
        }

        var at = $"{pointer}/effect";
        return Read(effect, at) with
        {
            Type = "probe",
            Tolerance = variables.Resolve("tolerance", effect["tolerance"], $"{at}/tolerance"),
            Polling = (variables.Resolve("every", effect["every"] ?? 0.5, $"{at}/every"), variables.Resolve("within", effect["within"] ?? 10, $"{at}/within")),
        };
    }

    private List<PlannedActivity> Undo(JsonObject activity, string name, string pointer)
    {
        if (UndoDeclaration.IsOfProvider(activity, providers))
        {
            // What it does is known when the action is about to be carried out.
            var provider = new JsonObject { ["type"] = ValueCopy.Of(activity["provider"]?["type"]) };
            return [Read(new JsonObject { ["name"] = $"undo {name}", ["type"] = "action", ["provider"] = provider }, pointer) with { Timeout = new PlannedValue("timeout", UndoTimeout, []), TakesBack = name }];
        }

        var (items, isList) = activity["undo"] switch
        {
            JsonArray list => (list.ToArray(), true),
            JsonObject one => ([one], false),
            _ => ([], false),
        };
        return
        [
            .. items.OfType<JsonObject>().Select((item, i) =>
            {
                var plan = Read(Resolve(item), isList ? $"{pointer}/undo/{i}" : $"{pointer}/undo");
                return plan with
                {
                    Name = plan.Name.Length > 0 ? plan.Name : $"undo {name}",
                    Type = Value.AsText(plan.Declaration["type"]) ?? "action",
                    Timeout = plan.Timeout ?? new PlannedValue("timeout", UndoTimeout, []),
                    TakesBack = name,
                };
            }),
        ];
    }
}
