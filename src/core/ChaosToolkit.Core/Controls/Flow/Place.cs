namespace ChaosToolkit.Controls.Flow;

/// <summary>The part of the run before which a control acts: its argument <c>at</c>, or the widest that it is called around.</summary>
internal sealed class Place
{
    private ControlLevel? widest;

    public static ControlArgument Argument { get; } = ControlArgument.OneOf("at", "experiment", "hypothesis", "method", "rollback", "activity");

    public bool IsHere(ControlContext context)
    {
        if (context.Level == ControlLevel.Loading)
        {
            return false;
        }

        widest ??= context.Level;
        return context.Level == (Enum.TryParse<ControlLevel>(context.Argument("at", ""), ignoreCase: true, out var at) ? at : widest);
    }
}
