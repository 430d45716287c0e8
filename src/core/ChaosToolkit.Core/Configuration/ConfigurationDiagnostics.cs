using ChaosToolkit.Diagnostics;
using ChaosToolkit.Loading;

namespace ChaosToolkit.Configuration;

/// <summary>What can be wrong with <c>configuration</c> and <c>secrets</c>. None of these quotes a value, for it may be a secret.</summary>
internal static class ConfigurationDiagnostics
{
    public static Diagnostic MissingVariable(DocumentNode entry, string name, string variable) =>
        Diagnostic.Error("CTK0501", entry, $"The configuration '{name}' is read from the environment variable '{variable}', which is not set.", "Set it, or give the entry a 'default'.");

    public static Diagnostic MissingSecretVariable(DocumentNode entry, string name, string variable) =>
        Diagnostic.Error("CTK0502", entry, $"The secret '{name}' is read from the environment variable '{variable}', which is not set.", "Set it; a secret has no default.");

    public static Diagnostic WithoutKey(DocumentNode entry, string name) =>
        Diagnostic.Error("CTK0503", entry, $"'{name}' is of type env but does not name its environment variable.", "Write it as text into 'key'.") with { Span = entry.OpeningSpan };

    public static Diagnostic UnknownVariableType(DocumentNode entry, string type) =>
        Diagnostic.Error("CTK0504", entry, $"There is no env_var_type '{type}'.", Spelling.Suggest(type, TypedText.Names));

    public static Diagnostic NotConvertible(DocumentNode entry, string name, string wanted) =>
        Diagnostic.Error("CTK0505", entry, $"The value of the configuration '{name}' is not {wanted}.", "Change the value, or its 'env_var_type'.");

    public static Diagnostic ProbeWithoutProvider(DocumentNode entry, string name) =>
        Diagnostic.Error("CTK0506", entry, $"The configuration '{name}' is of type probe but has no provider.", "Give it a 'provider' with a 'type', as an activity has.") with { Span = entry.OpeningSpan };

    public static Diagnostic NotAnObject(DocumentNode node, string member) =>
        Diagnostic.Error("CTK0507", node, $"'{member}' must be an object of names and values.", $"Write \"{member}\": {{\"NAME\": VALUE}}.");

    public static Diagnostic UnknownMember(DocumentNode member, string name, IReadOnlyCollection<string> known) =>
        Diagnostic.Warning("CTK0508", member, $"'{NodeWords.Shortened(name)}' has no effect here.", Spelling.Suggest(name, known)) with { Span = member.KeySpan };

    public static Diagnostic InlineSecret(DocumentNode entry, string name) =>
        Diagnostic.Warning("CTK0509", entry, $"The secret '{name}' stands in the experiment itself, and so in its journal.", "Read it from the environment (type env) or from Vault (type vault).");

    public static Diagnostic VaultWithoutPath(DocumentNode entry, string name) =>
        Diagnostic.Warning("CTK0510", entry, $"The secret '{name}' is of type vault but has no 'path'; it will be missing.", "Write where it lies in Vault into 'path', and which of its values it is into 'key'.") with { Span = entry.OpeningSpan };

    public static Diagnostic VaultWithoutAddress(DocumentNode entry, string name) =>
        Diagnostic.Warning("CTK0511", entry, $"The secret '{name}' is read from Vault, whose address is not known.", "Write it into the configuration as 'vault_addr', or set VAULT_ADDR.");

    public static Diagnostic NoScope(DocumentNode entry, string name) =>
        Diagnostic.Warning("CTK0512", entry, $"'{name}' is not an object, so no reference will find it.", "Secrets stand one level deeper: {scope: {name: value}}.");

    public static Diagnostic UnknownType(DocumentNode type, string what, IReadOnlyCollection<string> known) =>
        Diagnostic.Warning("CTK0514", type, $"{what} has the type {NodeWords.Quote(type)}, which is not known: it stays the object that is written.", Spelling.Suggest(type.Text ?? "", known));

    public static Diagnostic ShortSecret(DocumentNode entry, string name, int shortest) =>
        Diagnostic.Warning("CTK0513", entry, $"The secret '{name}' has fewer than {shortest} characters and is not masked in what is written.", "Use a longer one.");
}
