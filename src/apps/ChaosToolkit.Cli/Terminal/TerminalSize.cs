using System.Runtime.InteropServices;

namespace ChaosToolkit.Cli.Terminal;

/// <summary>How large a terminal is.</summary>
/// <param name="Width">In columns.</param>
/// <param name="Height">In rows.</param>
internal readonly partial record struct TerminalSize(int Width, int Height)
{
    private const nuint GetWindowSize = 0x5413; // TIOCGWINSZ

    /// <summary>Where nobody knows: what terminals were for long.</summary>
    public static readonly TerminalSize Usual = new(80, 24);

    /// <summary>The terminal behind standard error, as it is now.</summary>
    public static TerminalSize OfError() => Of(2);

    /// <summary>The terminal behind standard output, as it is now.</summary>
    public static TerminalSize OfOutput() => Of(1);

    // Not the framework's console: asked for its size, it takes over the terminal and writes to standard output.
    private static TerminalSize Of(int handle)
    {
        if (OperatingSystem.IsLinux())
        {
            return Control(handle, GetWindowSize, out var window) == 0 && window is { Columns: > 0, Rows: > 0 } ? new(window.Columns, window.Rows) : Usual;
        }

        try
        {
            return Console.WindowWidth > 0 ? new(Console.WindowWidth, Math.Max(1, Console.WindowHeight)) : Usual;
        }
        catch (Exception error) when (error is IOException or PlatformNotSupportedException)
        {
            return Usual;
        }
    }

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int Control(int handle, nuint request, out Window window);

    [StructLayout(LayoutKind.Sequential)]
    private struct Window
    {
        public ushort Rows;
        public ushort Columns;
        public ushort Width;
        public ushort Height;
    }
}
