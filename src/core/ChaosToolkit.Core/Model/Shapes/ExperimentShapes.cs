using ChaosToolkit.Configuration;
using ChaosToolkit.Running;
using static ChaosToolkit.Model.Shapes.ValueShape;

namespace ChaosToolkit.Model.Shapes;

/// <summary>The objects of an experiment that the engine itself reads; providers and tolerances describe their own.</summary>
public static class ExperimentShapes
{
    /// <summary>An entry of the configuration that is read from the environment.</summary>
    public static ObjectShape VariableEntry { get; } = new(
        "env-entry", "A value that is read from an environment variable.",
        new("type", OneOf("env"), "Says that it is one.") { IsRequired = true },
        new("key", SomeText, "The name of the environment variable.") { IsRequired = true },
        new("default", Any, "The value where the variable is not set."),
        new("env_var_type", OneOf([.. TypedText.Names]).OrNull(), "What the text is turned into; `str` when not given."));

    /// <summary>An entry of the configuration that a probe gives.</summary>
    public static ObjectShape ProbeEntry { get; } = new(
        "probe-entry", "A value that a probe gives before the experiment starts.",
        new("type", OneOf("probe"), "Says that it is one.") { IsRequired = true },
        new("name", Any, "What it is called in the log."),
        new("provider", Named("provider"), "What gives the value.") { IsRequired = true },
        new("timeout", Any, "How long it may take, in seconds."));

    /// <summary>A secret that is read from the environment.</summary>
    public static ObjectShape SecretVariable { get; } = new(
        "env-secret", "A secret that is read from an environment variable.",
        new("type", OneOf("env"), "Says that it is one.") { IsRequired = true },
        new("key", SomeText, "The name of the environment variable.") { IsRequired = true });

    /// <summary>A secret that is read from Vault.</summary>
    public static ObjectShape VaultSecret { get; } = new(
        "vault-secret", "A secret that is read from HashiCorp Vault.",
        new("type", OneOf("vault"), "Says that it is one.") { IsRequired = true },
        new("path", Any, "Where it lies in Vault."),
        new("key", Any, "Which of the values there it is; all of them when not given."));

    /// <summary>The pauses around an activity.</summary>
    public static ObjectShape Pauses { get; } = new(
        "pauses", "How long to wait around an activity.",
        new("before", Either(Pause, ValueShape.Reference).OrNull(), "The pause before the activity."),
        new("after", Either(Pause, ValueShape.Reference).OrNull(), "The pause after the activity."));

    /// <summary>The provider of a control.</summary>
    public static ObjectShape ControlProvider { get; } = new(
        "control-provider", "What a control is made of.",
        new("type", Any, "`python` or `dotnet`; with another, or none, the control does nothing."),
        new("module", Any, "The module, or the namespace and class, of the control."),
        new("arguments", Any, "What the control is given by name."),
        new("secrets", Any, "The scopes of the secrets that the control is given."));

    /// <summary>A control.</summary>
    public static ObjectShape Control { get; } = new(
        "declared-control", "Code that is called before and after parts of the experiment.",
        new("name", Sentence, "What a `ref` finds it by.") { IsRequired = true },
        new("provider", Of(ControlProvider), "What it is made of.") { IsRequired = true },
        new("scope", OneOf("before", "after"), "When it is called; both when not given."),
        new("automatic", ValueShape.Boolean, "Whether a control of the experiment applies below it as well; `true` when not given."));

    /// <summary>An activity that stands elsewhere.</summary>
    public static ObjectShape ActivityReference { get; } = new(
        "activity-ref", "An activity that is declared elsewhere in the experiment.",
        new("ref", Sentence, "The name of that activity.") { IsRequired = true },
        new("background", ValueShape.Boolean, "Whether the experiment goes on while it runs."),
        new("tolerance", Any, "In the steady-state hypothesis: which outputs are normal."));

    /// <summary>What tells whether an action has taken effect.</summary>
    public static ObjectShape Effect { get; } = new(
        "effect", "A probe that is asked again and again until its tolerance is met.",
        new("type", OneOf("probe"), "Says that it is a probe."),
        new("name", Any, "What it is called."),
        new("provider", Named("provider"), "What carries it out.") { IsRequired = true },
        new("tolerance", Named("tolerance"), "Which output shows the effect: a [tolerance](tolerances.md).") { IsRequired = true },
        new("timeout", Any, "How long one attempt may take, in seconds."),
        new("every", Either(Seconds, ValueShape.Reference), "The pause between two attempts; 0.5 when not given."),
        new("within", Either(Seconds, ValueShape.Reference), "How long to go on; 10 when not given."));

    /// <summary>What takes an action back.</summary>
    public static ObjectShape Undo { get; } = new(
        "declared-undo", "An activity that takes an action back.",
        new("type", OneOf("probe", "action"), "Which of the two it is; `action` when not given."),
        new("name", Any, "What the log calls it; made of the action's name when not given."),
        new("provider", Named("provider"), "What carries it out.") { IsRequired = true },
        new("timeout", Either(Seconds, ValueShape.Reference), "After which time its provider is ended and it has failed."));

    /// <summary>A probe or an action.</summary>
    public static ObjectShape Activity { get; } = new(
        "declared-activity", "A probe, which looks at the system, or an action, which changes it.",
        new("type", OneOf("probe", "action"), "Which of the two it is.") { IsRequired = true },
        new("name", Sentence, "What the log calls it, and what a `ref` finds it by.") { IsRequired = true },
        new("provider", Named("provider"), "What carries it out.") { IsRequired = true },
        new("tolerance", Any, "Which outputs of a probe are normal: a [tolerance](tolerances.md). Required in the steady-state hypothesis."),
        new("background", ValueShape.Boolean, "Whether the experiment goes on while it runs; `false` when not given."),
        new("pauses", Of(Pauses).OrNull(), "How long to wait before and after it."),
        new("timeout", Either(Seconds, ValueShape.Reference), "After which time its provider is ended and it has failed."),
        new("controls", ListOf(Named("control")).OrNull(), "The controls around it."),
        new("dry", ValueShape.Boolean.OrNull(), "`false`: it is executed in a dry run too."),
        new("effect", Of(Effect), "A probe that tells whether an action has taken effect: [verdict](verdict.md)."),
        new("undo", Either(Named("undo"), ListOf(Named("undo"))).OrNull(), "What takes an action back, however the run ends: an activity, whose name and type may be missing, or a list of them."),
        new("expect-status", Either(WholeNumber(int.MinValue, int.MaxValue), ListOf(WholeNumber(int.MinValue, int.MaxValue))), "Which statuses of a process or http action are success."),
        new("secrets", Any, "Has no effect here; `provider` lists the scopes."),
        new("configuration", Any, "Has no effect here."));

    /// <summary>The steady-state hypothesis.</summary>
    public static ObjectShape Hypothesis { get; } = new(
        "steady-state-hypothesis", "What is normal, checked before and after the method.",
        new("title", Sentence, "What it states.") { IsRequired = true },
        new("probes", ListOf(Named("hypothesis-probe")).OrNull(), "The probes that check it, each with a `tolerance`."),
        new("controls", ListOf(Named("control")).OrNull(), "The controls around it."));

    /// <summary>When the hypothesis is checked.</summary>
    public static ObjectShape HypothesisRuntime { get; } = new(
        "runtime-hypothesis", "When the hypothesis is checked.",
        new MemberShape("strategy", OneOf(Strategies.HypothesisNames).OrOld(Strategies.Hypothesis.Keys.Except(Strategies.HypothesisNames)), "The strategy; `default` is before and after the method."));

    /// <summary>When the rollbacks are played.</summary>
    public static ObjectShape RollbacksRuntime { get; } = new(
        "runtime-rollbacks", "When the rollbacks are played.",
        new MemberShape("strategy", OneOf([.. Strategies.Rollbacks.Keys]), "The strategy; `default` is unless the run failed or was interrupted."));

    /// <summary>The strategies of a run.</summary>
    public static ObjectShape Runtime { get; } = new(
        "runtime", "The strategies of the run; the command line wins over them.",
        new("hypothesis", Of(HypothesisRuntime).OrNull(), "When the hypothesis is checked."),
        new("rollbacks", Of(RollbacksRuntime).OrNull(), "When the rollbacks are played."),
        new("restoration", OneOf(Restoration.Verify).OrNull(), "`verify`: the hypothesis is checked once more after undo and rollbacks."));

    /// <summary>What another tool keeps in an experiment.</summary>
    public static ObjectShape Extension { get; } = new(
        "extension", "What another tool keeps in the experiment.",
        new MemberShape("name", Sentence, "The tool's name.") { IsRequired = true });

    /// <summary>The experiment.</summary>
    public static ObjectShape Experiment { get; } = new(
        "experiment", "A chaos engineering experiment.",
        new("version", Any, "The version of the format: `1.0.0`."),
        new("title", Sentence, "What the experiment asks, in a line.") { IsRequired = true },
        new("description", Sentence, "What it is about.") { IsRequired = true },
        new("tags", ListOf(Sentence).OrNull(), "Words to find it by."),
        new("configuration", Map(Named("configuration-entry")).OrNull(), "Values that `${name}` stands for."),
        new("secrets", Map(Named("secret-entry")).OrNull(), "Secret values by scope: `{scope: {name: value}}`."),
        new("contributions", Usually(Map(OneOf("high", "medium", "low", "none"))), "How much it contributes to what."),
        new("controls", ListOf(Named("control")).OrNull(), "The controls around the experiment and, unless `automatic` is `false`, all that is in it."),
        new("steady-state-hypothesis", Of(Hypothesis).OrNull(), "What is normal."),
        new("method", ListOf(Named("activity")), "What is done to the system, in order; it may be empty.") { IsRequired = true },
        new("rollbacks", ListOf(Named("activity")).OrNull(), "What brings the system back, in order."),
        new("runtime", Of(Runtime).OrNull(), "The strategies of the run."),
        new("extensions", ListOf(Of(Extension)).OrNull(), "What other tools keep in it."),
        new("dry", Any, "Written by a dry run."));

    /// <summary>All of them, in the order of the reference page.</summary>
    public static IReadOnlyList<ObjectShape> All { get; } =
    [
        Experiment, Hypothesis, Activity, ActivityReference, Undo, Effect, Pauses, Control, ControlProvider, Runtime, HypothesisRuntime, RollbacksRuntime, VariableEntry, ProbeEntry,
        SecretVariable, VaultSecret, Extension,
    ];
}
