using ChaosToolkit.Loading;
using ChaosToolkit.Model.Shapes;
using ChaosToolkit.Providers;
using ChaosToolkit.Values;

namespace ChaosToolkit.Tolerances;

/// <summary>Checks that several types of tolerance make of their members.</summary>
internal static class ToleranceMembers
{
    /// <summary>A member that must be text; reported and <see langword="null"/> when it is missing or of another kind.</summary>
    public static DocumentNode? Text(DocumentNode tolerance, string type, string name, ValidationContext context)
    {
        if (tolerance[name] is not { } member)
        {
            context.Report(ToleranceDiagnostics.MissingMember(tolerance, type, name));
            return null;
        }

        if (member.Kind != ValueKind.Text)
        {
            context.Report(ToleranceDiagnostics.NotText(member, name));
            return null;
        }

        return member;
    }

    public static void WarnOfUnknown(DocumentNode tolerance, ObjectShape shape, ValidationContext context)
    {
        foreach (var (key, member) in MemberCheck.Unknown(tolerance, shape))
        {
            context.Report(ToleranceDiagnostics.UnknownMember(member, key, ["type", .. shape.Names]));
        }
    }

    /// <summary>For those that read text or a number: a whole output of http or process is neither.</summary>
    public static void WarnOfTarget(DocumentNode tolerance, bool wantsText, ValidationContext context)
    {
        WarnOfUnknownTarget(tolerance, context);
        if (OutputShape.Of(tolerance.Parent) is not { } members)
        {
            return;
        }

        if (tolerance["target"] is not { } target)
        {
            context.Report(ToleranceDiagnostics.WithoutTarget(tolerance, members, [.. members.Where(member => IsOfKind(member, wantsText))]));
        }
        else if (target.Text is { } name && !IsOfKind(name, wantsText))
        {
            context.Report(ToleranceDiagnostics.TargetOfOtherKind(target, wantsText));
        }
    }

    private static bool IsOfKind(string member, bool wantsText) => member != "headers" && (member != "status" || !wantsText);

    /// <summary>A <c>target</c> that is no text, or that the output does not have.</summary>
    public static void WarnOfUnknownTarget(DocumentNode tolerance, ValidationContext context)
    {
        if (tolerance["target"] is { Kind: not (ValueKind.Null or ValueKind.Text) } other)
        {
            context.Report(ToleranceDiagnostics.NotText(other, "target"));
        }
        else if (tolerance["target"] is { Kind: ValueKind.Text } target && OutputShape.Of(tolerance.Parent) is { } members && !members.Contains(target.Text))
        {
            context.Report(ToleranceDiagnostics.UnknownTarget(target, target.Text ?? "", members));
        }
    }
}
