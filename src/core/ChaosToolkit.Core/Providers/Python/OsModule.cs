using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Providers.Python;

/// <summary>Functions of Python's <c>os</c>.</summary>
[PythonModule("os")]
internal sealed class OsModule : INativeModule
{
    private static readonly NativeParameter Mode = new("mode", false, 0x1FF); // 0o777, less the umask

    public IEnumerable<INativeFunction> Functions { get; } = OperatingSystem.IsWindows() ? [] :
    [
        new NativeFunction("rename", [new("src"), new("dst"), Unset("src_dir_fd"), Unset("dst_dir_fd")], Rename),
        new NativeFunction("remove", [new("path"), Unset("dir_fd")], Remove),
        new NativeFunction("mkdir", [new("path"), Mode, Unset("dir_fd")], arguments =>
        {
            Make(NativeFunction.PathOf(arguments, "path"), (uint)NativeFunction.NumberOf(arguments, "mode"));
            return null;
        }),
        new NativeFunction("makedirs", [new("name"), Mode, new("exist_ok", false, false)], MakeAll),
        new NativeFunction("getcwd", [], _ => Value.Text(Environment.CurrentDirectory)),
    ];

    private static NativeParameter Unset(string name) => new(name, false);

    private static JsonNode? Rename(JsonObject arguments)
    {
        var (source, target) = (NativeFunction.PathOf(arguments, "src"), NativeFunction.PathOf(arguments, "dst"));
        return Libc.Rename(source, target) == 0 ? null : throw PythonError.OfSystem(source, target);
    }

    private static JsonNode? Remove(JsonObject arguments)
    {
        var path = NativeFunction.PathOf(arguments, "path");
        return Libc.Unlink(path) == 0 ? null : throw PythonError.OfSystem(path);
    }

    private static void Make(string path, uint mode)
    {
        if (Libc.MakeDirectory(path, mode) != 0)
        {
            throw PythonError.OfSystem(path);
        }
    }

    private static JsonNode? MakeAll(JsonObject arguments)
    {
        var name = NativeFunction.PathOf(arguments, "name");
        var mayExist = PythonComparison.IsTrue(arguments["exist_ok"]);
        MakeParents(name);
        if (FileLook.StateOf(name) != FileState.Folder || !mayExist)
        {
            Make(name, (uint)NativeFunction.NumberOf(arguments, "mode"));
        }

        return null;
    }

    private static void MakeParents(string path)
    {
        var parent = Path.GetDirectoryName(path.TrimEnd('/'));
        if (!string.IsNullOrEmpty(parent) && FileLook.StateOf(parent) == FileState.Missing)
        {
            MakeParents(parent);
            Make(parent, 0x1FF);
        }
    }
}
