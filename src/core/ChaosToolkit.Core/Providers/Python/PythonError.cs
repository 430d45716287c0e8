using System.Runtime.InteropServices;
using ChaosToolkit.Values;

namespace ChaosToolkit.Providers.Python;

/// <summary>Failures of built-in functions, worded as Python words them.</summary>
public static class PythonError
{
    /// <summary>An exception of Python.</summary>
    /// <param name="type">Its class as a traceback names it, such as <c>TypeError</c> or <c>shutil.Error</c>.</param>
    /// <param name="message">Its text.</param>
    public static ActivityFailedException Of(string type, string message) =>
        new($"{type}: {message}") { Trace = ["Traceback (most recent call last):", $"{type}: {message}"] };

    /// <summary>The error of the last system call, with the paths it was about.</summary>
    internal static ActivityFailedException OfSystem(string path, string? second = null) => OfSystem(Marshal.GetLastPInvokeError(), path, second);

    internal static ActivityFailedException OfSystem(int error, string path, string? second = null)
    {
        var type = error switch
        {
            Libc.ErrorNoEntry => "FileNotFoundError",
            Libc.ErrorExists => "FileExistsError",
            Libc.ErrorIsDirectory => "IsADirectoryError",
            Libc.ErrorNotDirectory => "NotADirectoryError",
            1 or Libc.ErrorAccess => "PermissionError",
            _ => "OSError",
        };
        var paths = PythonText.Quote(path) + (second is null ? "" : " -> " + PythonText.Quote(second));
        return Of(type, $"[Errno {error}] {Marshal.GetPInvokeErrorMessage(error)}: {paths}");
    }
}
