using System.Runtime.InteropServices;

namespace ChaosToolkit.Timing;

/// <summary>Linux waits to the microsecond: <c>ppoll</c> on an event, without the 50 µs by which the kernel groups timers.</summary>
internal sealed partial class LinuxWait : PreciseWait
{
    private const int SetTimerSlack = 29;
    private const int NonBlockingAndCloseOnExec = 0x800 | 0x80000;
    private const short Readable = 1;
    private readonly int handle = EventFd(0, NonBlockingAndCloseOnExec);

    public override void PrepareThread() => _ = PrCtl(SetTimerSlack, 1, 0, 0, 0); // without it, waits are 50 µs longer

    public override unsafe void Wait(long ticks)
    {
        var poll = new Poll { Handle = handle, Events = Readable };
        var time = new TimeSpec { Seconds = (nint)(ticks / TimeSpan.TicksPerSecond), Nanoseconds = (nint)(ticks % TimeSpan.TicksPerSecond * 100) };
        if (PPoll(&poll, 1, ticks == FaultClock.Never ? null : &time, null) > 0)
        {
            ulong number;
            _ = Read(handle, &number, sizeof(ulong));
        }
    }

    public override unsafe void Wake()
    {
        ulong one = 1;
        _ = Write(handle, &one, sizeof(ulong));
    }

    [LibraryImport("libc", EntryPoint = "eventfd")]
    private static partial int EventFd(uint initial, int flags);

    [LibraryImport("libc", EntryPoint = "ppoll")]
    private static unsafe partial int PPoll(Poll* handles, nuint count, TimeSpec* timeout, void* signals);

    [LibraryImport("libc", EntryPoint = "read")]
    private static unsafe partial nint Read(int handle, void* buffer, nint length);

    [LibraryImport("libc", EntryPoint = "write")]
    private static unsafe partial nint Write(int handle, void* buffer, nint length);

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int PrCtl(int option, nuint value, nuint second, nuint third, nuint fourth);

    [StructLayout(LayoutKind.Sequential)]
    private struct Poll
    {
        public int Handle;
        public short Events;
        public short Returned;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
