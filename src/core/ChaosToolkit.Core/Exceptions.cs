namespace ChaosToolkit;

/// <summary>Something that chaos engineering has a word for went wrong; the message is meant for the user.</summary>
public class ChaosException : Exception
{
    /// <summary>Makes one with its message.</summary>
    public ChaosException(string message) : base(message)
    {
    }

    /// <summary>Makes one with its message and what caused it.</summary>
    public ChaosException(string message, Exception? innerException) : base(message, innerException)
    {
    }
}

/// <summary>An activity failed: it is recorded as failed, and the run goes on as if it were over.</summary>
/// <param name="message">Why, for the user.</param>
/// <param name="innerException">What caused it.</param>
public sealed class ActivityFailedException(string message, Exception? innerException = null) : ChaosException(message, innerException)
{
    /// <summary>The lines of the <c>exception</c> that the journal keeps, where they come from elsewhere (a Python traceback). <see langword="null"/>: this exception's own.</summary>
    public IReadOnlyList<string>? Trace { get; init; }
}

/// <summary>The run is to be interrupted; a control or an activity throws it.</summary>
/// <param name="message">Why; logged as CRITICAL.</param>
public sealed class InterruptExecutionException(string message) : ChaosException(message);

/// <summary>The code of an activity asked for the end of the process, as Python's <c>SystemExit</c> does: the run is interrupted.</summary>
/// <param name="code">The exit code as text; 30 stands for no rollbacks under any strategy.</param>
public sealed class ExitRequestedException(string code) : ChaosException($"exit with code {code}")
{
    /// <summary>The code that stands for Ctrl-C: Python's <c>KeyboardInterrupt</c>.</summary>
    public const string KeyboardInterrupt = "SIGINT";

    /// <summary>The exit code as text, or <see cref="KeyboardInterrupt"/>.</summary>
    public string Code { get; } = code;
}

/// <summary>An experiment cannot be used.</summary>
/// <param name="message">Why, for the user.</param>
public sealed class InvalidExperimentException(string message) : ChaosException(message);

/// <summary>A source, a settings file or another file could not be read as what it should be.</summary>
public sealed class LoadingException : ChaosException
{
    /// <summary>Makes one with its message.</summary>
    public LoadingException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }

    /// <summary>Makes one from what was found in the text.</summary>
    public LoadingException(Diagnostics.Diagnostic diagnostic) : base(diagnostic.ToString()) => Diagnostic = diagnostic;

    /// <summary>What is wrong and where, when it has a place in the text.</summary>
    public Diagnostics.Diagnostic? Diagnostic { get; }
}

/// <summary>A package's activities could not be discovered.</summary>
/// <param name="message">Why, for the user.</param>
public sealed class DiscoveryFailedException(string message) : ChaosException(message);
