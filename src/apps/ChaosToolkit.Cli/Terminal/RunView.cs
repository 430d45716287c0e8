using System.Text;
using ChaosToolkit.Reporting.Journals;
using ChaosToolkit.Running;
using ChaosToolkit.Secrets;

namespace ChaosToolkit.Cli.Terminal;

/// <summary>What a person at a terminal sees of a run beside its log: what goes on, and in the end the summary. In a pipe and in CI that is nothing.</summary>
internal sealed class RunView : IDisposable
{
    private readonly LiveArea area;
    private readonly Style style;
    private readonly SecretMask mask;
    private readonly RunDisplay? display;

    private RunView(LiveArea area, Style style, SecretMask mask, RunDisplay? display) => (this.area, this.style, this.mask, this.display) = (area, style, mask, display);

    /// <summary>Shows what goes on, where somebody sees it.</summary>
    public static RunView Begin(CliContext context, RunInterruption interruption)
    {
        var (area, style, mask) = (context.Loggers.Area, Surroundings.OfProcess.StyleOf(!Console.IsErrorRedirected), context.Loggers.Mask);
        var isLive = !context.Options.Json && Surroundings.OfProcess.IsLive(!Console.IsErrorRedirected);
        return new RunView(area, style, mask, isLive ? new RunDisplay(area, interruption, context.Time, style, mask.Apply) : null);
    }

    /// <summary>The options of a run that is looked on at.</summary>
    public RunOptions Follow(RunOptions options) => display is null ? options : options with { Observer = display.Progress.Observe };

    /// <summary>The run has ended: shows its summary, below all that was logged.</summary>
    /// <param name="read">Reads its journal, where it is needed.</param>
    public void End(Func<Journal> read)
    {
        if (display is not null)
        {
            display.Dispose();
            var summary = RunSummary.Of(read(), style, TerminalSize.OfError().Width - 1);
            area.Write(Encoding.UTF8.GetBytes(mask.Apply("\n" + summary)));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => display?.Dispose();
}
