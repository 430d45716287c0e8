namespace ChaosToolkit.Python.Interpreters;

/// <summary>Python code is to be called, and there is no interpreter.</summary>
internal sealed class InterpreterMissingException() : ChaosException("There is no Python interpreter. " + Remedy)
{
    /// <summary>What to do about it.</summary>
    internal const string Remedy =
        "Install Python 3.8 or later, or name an interpreter with --python, python.path in the settings or $CHAOS_PYTHON. "
        + "Without Python, use the http and process providers or a .NET extension; the built-in functions of os, os.path, shutil and time need none.";
}
