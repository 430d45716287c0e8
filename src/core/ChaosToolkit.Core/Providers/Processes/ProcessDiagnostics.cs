using ChaosToolkit.Diagnostics;
using ChaosToolkit.Loading;

namespace ChaosToolkit.Providers.Processes;

/// <summary>What can be wrong with a process provider.</summary>
internal static class ProcessDiagnostics
{
    public static Diagnostic Unusable(DocumentNode path, string program, ProgramState state) => state switch
    {
        ProgramState.Folder => IsFolder(path, program),
        ProgramState.NotExecutable => NotExecutable(path, program),
        _ => MissingProgram(path, program),
    };

    public static Diagnostic MissingProgram(DocumentNode path, string program) =>
        Diagnostic.Error("CTK0320", path, Describe(program, ProgramState.Missing), program.Contains('/')
            ? "Check the path; it is looked up from the working directory."
            : $"Install it, or write its path; one in the working directory is written './{NodeWords.Shortened(program)}'.");

    public static Diagnostic IsFolder(DocumentNode path, string program) =>
        Diagnostic.Error("CTK0321", path, Describe(program, ProgramState.Folder), "Name the program within the folder.");

    public static Diagnostic NotExecutable(DocumentNode path, string program) =>
        Diagnostic.Error("CTK0322", path, Describe(program, ProgramState.NotExecutable), $"Run: chmod +x {program}");

    public static string Describe(string program, ProgramState state) => state switch
    {
        ProgramState.Folder => $"The path '{program}' is a folder, not a program.",
        ProgramState.NotExecutable => $"The file '{program}' may not be executed.",
        _ when program.Contains('/') => $"There is no program '{program}'.",
        _ => $"There is no program '{program}' in PATH.",
    };
}
