using System.Runtime.CompilerServices;
using System.Text;
using ChaosToolkit.Cli;

return args is ["--version"] or ["--no-version-check", "--version"] ? PrintVersion() : await RunAsync(args);

// People and scripts ask for the version to see whether the command is there: nothing is loaded for it but the runtime.
static int PrintVersion()
{
    using var output = Console.OpenStandardOutput();
    output.Write(Encoding.UTF8.GetBytes(ToolVersion.Line));
    return ExitCode.Success;
}

[MethodImpl(MethodImplOptions.NoInlining)]
static Task<int> RunAsync(string[] args) => new Application(TimeProvider.System).RunAsync(args, CancellationToken.None);
