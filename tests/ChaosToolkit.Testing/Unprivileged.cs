using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace ChaosToolkit.Testing;

/// <summary>Plays code as a user whom the permissions of files bind, whoever runs the tests. Linux only.</summary>
public static partial class Unprivileged
{
    private const uint Nobody = 65534;

    /// <summary>Plays the code on a thread of its own; what it opens there itself is opened as that user.</summary>
    public static void Play(Action code)
    {
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            _ = SetFileSystemUser(Nobody); // Linux keeps it for each thread: it ends with this one
            try
            {
                code();
            }
#pragma warning disable CA1031 // thrown again below
            catch (Exception error)
#pragma warning restore CA1031
            {
                failure = ExceptionDispatchInfo.Capture(error);
            }
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
    }

    /// <summary>Lets that user pass through a folder, for temporary ones belong to their maker alone.</summary>
    [SupportedOSPlatform("linux")]
    public static void LetIn(string folder) =>
        File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);

    [LibraryImport("libc", EntryPoint = "setfsuid")]
    private static partial int SetFileSystemUser(uint user);
}
