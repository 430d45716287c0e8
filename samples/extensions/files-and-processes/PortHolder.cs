using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using ChaosToolkit;

namespace Acme.Machine;

/// <summary>
/// A process that does nothing but hold a listening socket which it inherited: in a session of its own and without our streams, so that it outlives the run and its terminal.
/// It is known by a variable of its environment: there is no moment at which it runs and cannot be found.
/// </summary>
internal static class PortHolder
{
    public const string Variable = "ACME_HOLDS_PORT";

    // The opaque structures of the C libraries are at most 336 bytes.
    private const int OpaqueSize = 1024;
    private const int Inherited = 3;

    // A killed process is gone within microseconds; not to wait for ever is all that this is for.
    private const int Looks = 10_000;

    /// <summary>Starts it.</summary>
    /// <param name="socket">The descriptor of the socket.</param>
    /// <param name="mark">What it is known by: NAME=VALUE.</param>
    /// <param name="time">How long it lives.</param>
    public static unsafe int Start(int socket, byte[] mark, TimeSpan time)
    {
        var actions = stackalloc byte[OpaqueSize];
        var attributes = stackalloc byte[OpaqueSize];
        var texts = new List<nint>();
        _ = Libc.InitializeActions(actions);
        _ = Libc.InitializeAttributes(attributes);
        try
        {
            // A copy of a descriptor stays open in the new process, unlike the descriptor itself.
            _ = Libc.AddDuplicate(actions, socket, Inherited == socket ? Inherited + 1 : Inherited);
            foreach (var stream in (int[])[0, 1, 2])
            {
                _ = Libc.AddOpen(actions, stream, "/dev/null", Libc.ReadAndWrite, 0);
            }

            _ = Libc.SetFlags(attributes, Libc.NewSession);
            var seconds = Math.Ceiling(time.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            string[] environment = [Encoding.UTF8.GetString(mark), $"PATH={Environment.GetEnvironmentVariable("PATH")}"];
            int process;
            var failure = Libc.Spawn(&process, "sleep", actions, attributes, Texts(["sleep", seconds], texts), Texts(environment, texts));
            return failure == 0 ? process : throw new ActivityFailedException($"The port cannot be held: {Marshal.GetPInvokeErrorMessage(failure)}.");
        }
        finally
        {
            _ = Libc.DestroyActions(actions);
            _ = Libc.DestroyAttributes(attributes);
            texts.ForEach(Marshal.FreeCoTaskMem);
        }
    }

    /// <summary>Ends all that are known by a mark, and waits until they are gone; says whether there was one.</summary>
    public static bool EndAll(byte[] mark)
    {
        var isFound = false;
        foreach (var process in Marked(mark))
        {
            if (Libc.Kill(process, Libc.SignalKill) != 0 && Marshal.GetLastPInvokeError() != Libc.ErrorNoProcess)
            {
                throw new ActivityFailedException($"The process {process}, which holds the port, cannot be ended: {Libc.LastError}.");
            }

            WaitFor(process);
            isFound = true;
        }

        return isFound;
    }

    private static unsafe void WaitFor(int process)
    {
        for (var look = 0; look < Looks && RunningProcess.Find(process) is not null; look++)
        {
            Thread.Yield();
        }

        _ = Libc.Wait(process, null, Libc.NoHang); // where it is our child
    }

    private static IEnumerable<int> Marked(byte[] mark)
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var process) && HasMark(folder, mark))
            {
                yield return process;
            }
        }
    }

    private static bool HasMark(string folder, byte[] mark)
    {
        try
        {
            byte[] variables = [0, .. File.ReadAllBytes(Path.Combine(folder, "environ")), 0];
            byte[] wanted = [0, .. mark, 0];
            return variables.AsSpan().IndexOf(wanted) >= 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false; // it has ended meanwhile, or is another user's
        }
    }

    private static nint[] Texts(string[] items, List<nint> owned)
    {
        var texts = items.Select(Marshal.StringToCoTaskMemUTF8).ToArray();
        owned.AddRange(texts);
        return [.. texts, 0];
    }
}
