using System.Buffers.Binary;
using System.Runtime.Versioning;

namespace ChaosToolkit.Core.Tests.Providers.Processes;

/// <summary>A program for Linux on x86-64 that the kernel takes milliseconds to load, for it has a thousand segments, and that then waits for ever.</summary>
[SupportedOSPlatform("linux")]
internal static class SlowlyLoadedProgram
{
    private const int Segments = 1150, HeaderSize = 64, SegmentSize = 56, Page = 4096;
    private const long Base = 0x400000, FirstData = 0x1000_0000;

    // mov eax, 34 (pause); syscall; and again
    private static readonly byte[] Code = [0xb8, 0x22, 0, 0, 0, 0x0f, 0x05, 0xeb, 0xf7];

    /// <summary>Writes the program, as the ELF specification has it.</summary>
    public static void WriteTo(string path)
    {
        const int CodeAt = HeaderSize + (Segments * SegmentSize);
        var file = new byte[(CodeAt + Code.Length + Page - 1) / Page * Page];
        ((ReadOnlySpan<byte>)[0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1]).CopyTo(file);
        Write(file, 16, [2, 62], [1]);
        Write(file, 24, [Base + CodeAt, HeaderSize, 0]);
        Write(file, 52, [HeaderSize, SegmentSize, Segments], []);
        Segment(file, 0, flags: 5, Base, file.Length, file.Length);
        for (var i = 1; i < Segments; i++)
        {
            Segment(file, i, flags: 6, FirstData + (i * 3L * Page), 16, 2 * Page);
        }

        Code.CopyTo(file, CodeAt);
        File.WriteAllBytes(path, file);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private static void Segment(byte[] file, int index, int flags, long address, long stored, long size)
    {
        var at = HeaderSize + (index * SegmentSize);
        Write(file, at, [], [1, flags]);
        Write(file, at + 8, [0, address, address, stored, size, Page]);
    }

    private static void Write(byte[] file, int at, ReadOnlySpan<short> shorts, ReadOnlySpan<int> integers)
    {
        foreach (var number in shorts)
        {
            BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(at), number);
            at += sizeof(short);
        }

        foreach (var number in integers)
        {
            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), number);
            at += sizeof(int);
        }
    }

    private static void Write(byte[] file, int at, ReadOnlySpan<long> longs)
    {
        foreach (var number in longs)
        {
            BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(at), number);
            at += sizeof(long);
        }
    }
}
