using System.Runtime.InteropServices;
using ChaosToolkit;

namespace Acme.Machine;

/// <summary>The system calls that the framework has no method for. Linux.</summary>
internal static partial class Libc
{
    public const int ErrorNoProcess = 3;
    public const int SignalKill = 9, SignalContinue = 18, SignalStop = 19;
    public const int WorkingFolder = -100;
    public const uint NeverReplace = 1;
    public const int ReadAndWrite = 2;
    public const short NewSession = 0x80;
    public const int NoHang = 1;

    /// <summary>Why the last call failed, as the system says it.</summary>
    public static string LastError => Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());

    /// <summary>Says so where the system is another one.</summary>
    /// <exception cref="ActivityFailedException">It is.</exception>
    public static void EnsureLinux()
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new ActivityFailedException("acme.machine works on Linux only.");
        }
    }

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Rename(int sourceFolder, string source, int targetFolder, string target, uint flags);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    public static unsafe partial int Wait(int process, int* status, int options);

    [LibraryImport("libc", EntryPoint = "posix_spawnp", StringMarshalling = StringMarshalling.Utf8)]
    public static unsafe partial int Spawn(int* process, string program, void* actions, void* attributes, nint[] arguments, nint[] environment);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    public static unsafe partial int InitializeActions(void* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    public static unsafe partial int DestroyActions(void* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addopen", StringMarshalling = StringMarshalling.Utf8)]
    public static unsafe partial int AddOpen(void* actions, int descriptor, string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    public static unsafe partial int AddDuplicate(void* actions, int source, int target);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    public static unsafe partial int InitializeAttributes(void* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_destroy")]
    public static unsafe partial int DestroyAttributes(void* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    public static unsafe partial int SetFlags(void* attributes, short flags);
}
