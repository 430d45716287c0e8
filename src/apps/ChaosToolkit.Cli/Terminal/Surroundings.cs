using Spectre.Console;

namespace ChaosToolkit.Cli.Terminal;

/// <summary>What the command is run in: a terminal that a person looks at, a pipe, a CI server.</summary>
/// <param name="variable">Gives a variable of the environment; <see langword="null"/> for one that is not set.</param>
internal sealed class Surroundings(Func<string, string?> variable)
{
    private static readonly string[] Servers = ["GITHUB_ACTIONS", "TF_BUILD", "GITLAB_CI", "JENKINS_URL", "TEAMCITY_VERSION", "BUILDKITE"];

    /// <summary>Those of this process.</summary>
    public static Surroundings OfProcess { get; } = new(Environment.GetEnvironmentVariable);

    /// <summary>Whether a CI server runs the command.</summary>
    public bool IsCi => (variable("CI") is { Length: > 0 } ci && !ci.Equals("false", StringComparison.OrdinalIgnoreCase) && ci != "0") || Servers.Any(server => !string.IsNullOrEmpty(variable(server)));

    /// <summary>Whether it is GitHub Actions.</summary>
    public bool IsGithub => variable("GITHUB_ACTIONS") == "true";

    /// <summary>Whether colours are wanted where a terminal can show them.</summary>
    public bool WantsColours => string.IsNullOrEmpty(variable("NO_COLOR"));

    /// <summary>Whether lines on standard error can be written over, and somebody sees it.</summary>
    /// <param name="isTerminal">Whether standard error is a terminal.</param>
    public bool IsLive(bool isTerminal) => isTerminal && !IsCi && variable("TERM") != "dumb" && (!OperatingSystem.IsWindows() || TakesSequences());

    /// <summary>How text looks there.</summary>
    /// <param name="isTerminal">Whether it goes to a terminal.</param>
    public Style StyleOf(bool isTerminal) => isTerminal ? new(WantsColours && variable("TERM") != "dumb", HasSigns) : Style.Plain;

    // The console of Linux has few signs, and a locale without UTF-8 says that the terminal has none.
    private bool HasSigns => variable("TERM") != "linux"
        && new[] { "LC_ALL", "LC_CTYPE", "LANG" }.Select(variable).FirstOrDefault(locale => !string.IsNullOrEmpty(locale)) is var locale
        && (OperatingSystem.IsWindows() || locale is null || locale.Replace("-", "", StringComparison.Ordinal).Contains("utf8", StringComparison.OrdinalIgnoreCase));

    // On Windows a console has to be asked to; the library does that when it looks.
    private static bool TakesSequences() =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }).Profile.Capabilities.Ansi;
}
