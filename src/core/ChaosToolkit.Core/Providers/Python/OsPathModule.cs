using ChaosToolkit.Values;

namespace ChaosToolkit.Providers.Python;

/// <summary>Functions of Python's <c>os.path</c>.</summary>
[PythonModule("os.path")]
internal sealed class OsPathModule : INativeModule
{
    public IEnumerable<INativeFunction> Functions { get; } = OperatingSystem.IsWindows() ? [] :
    [
        new NativeFunction("exists", [new("path")], arguments => FileLook.StateOf(NativeFunction.PathOf(arguments, "path")) != FileState.Missing),
        new NativeFunction("isfile", [new("path")], arguments => FileLook.StateOf(NativeFunction.PathOf(arguments, "path")) == FileState.File),
        new NativeFunction("isdir", [new("s")], arguments => FileLook.StateOf(NativeFunction.PathOf(arguments, "s")) == FileState.Folder),
        new NativeFunction("getsize", [new("filename")], arguments => Value.Integer(SizeOf(NativeFunction.PathOf(arguments, "filename")))),
    ];

    private static long SizeOf(string path)
    {
        if (path.Length == 0 || Libc.Access(path, Libc.Exists) != 0)
        {
            throw path.Length == 0 ? PythonError.OfSystem(Libc.ErrorNoEntry, path) : PythonError.OfSystem(path);
        }

        // struct statx is the same on every machine: the size at 40. A folder has one too.
        if (OperatingSystem.IsLinux())
        {
            unsafe
            {
                const int SizeOffset = 40;
                var status = stackalloc byte[256];
                if (Libc.Status(Libc.WorkingDirectory, path, 0, Libc.WithSize, status) == 0)
                {
                    return *(long*)(status + SizeOffset);
                }
            }
        }

        return new FileInfo(path).Length;
    }
}
