using System.Text.Json.Nodes;
using ChaosToolkit.Values;

namespace ChaosToolkit.Providers.Python;

/// <summary>Functions of Python's <c>shutil</c>.</summary>
[PythonModule("shutil")]
internal sealed class ShutilModule : INativeModule
{
    public IEnumerable<INativeFunction> Functions { get; } = OperatingSystem.IsWindows() ? [] :
    [
        new NativeFunction("copy", [new("src"), new("dst"), new("follow_symlinks", false, true)], Copy),
        new NativeFunction("move", [new("src"), new("dst")], Move),
        new NativeFunction("rmtree", [new("path"), new("ignore_errors", false, false)], RemoveTree),
    ];

    private static JsonValue Copy(JsonObject arguments)
    {
        var (source, target) = (NativeFunction.PathOf(arguments, "src"), NativeFunction.PathOf(arguments, "dst"));
        target = FileLook.StateOf(target) == FileState.Folder ? Path.Combine(target, Path.GetFileName(source)) : target;
        if (!PythonComparison.IsTrue(arguments["follow_symlinks"]) && new FileInfo(source).LinkTarget is { } link)
        {
            _ = Guarded(target, () => File.CreateSymbolicLink(target, link));
        }
        else
        {
            CopyFile(source, target);
        }

        return Value.Text(target);
    }

    private static void CopyFile(string source, string target)
    {
        switch (FileLook.StateOf(source))
        {
            case FileState.Missing:
                throw PythonError.OfSystem(Libc.ErrorNoEntry, source);
            case FileState.Folder:
                throw PythonError.OfSystem(Libc.ErrorIsDirectory, source);
            case FileState.Other:
                throw PythonError.Of("shutil.SpecialFileError", $"`{source}` is a named pipe or another special file");
        }

        if (FileLook.StateOf(target) == FileState.File && FileLook.AreSame(source, target))
        {
            throw PythonError.Of("shutil.SameFileError", $"{PythonText.Quote(source)} and {PythonText.Quote(target)} are the same file");
        }

        _ = Guarded(Libc.Access(source, Libc.MayRead) == 0 ? target : source, () =>
        {
            File.Copy(source, target, overwrite: true);
            return true;
        });
    }

    private static JsonValue Move(JsonObject arguments)
    {
        var (source, target) = (NativeFunction.PathOf(arguments, "src"), NativeFunction.PathOf(arguments, "dst"));
        if (FileLook.StateOf(target) == FileState.Folder && !FileLook.AreSame(source, target))
        {
            target = Path.Combine(target, FileLook.NameOf(source));
            if (FileLook.StateOf(target) != FileState.Missing)
            {
                throw PythonError.Of("shutil.Error", $"Destination path '{target}' already exists");
            }
        }

        // To another file system nothing can be renamed.
        if (Libc.Rename(source, target) != 0)
        {
            if (FileLook.StateOf(source) == FileState.Folder)
            {
                if (Path.GetFullPath(target + "/").StartsWith(Path.GetFullPath(source + "/"), StringComparison.Ordinal))
                {
                    throw PythonError.Of("shutil.Error", $"Cannot move a directory '{source}' into itself '{target}'.");
                }

                CopyTree(source, target);
                _ = Guarded(source, () => Delete(source));
            }
            else
            {
                CopyFile(source, target);
                _ = Libc.Unlink(source) == 0 ? 0 : throw PythonError.OfSystem(source);
            }
        }

        return Value.Text(target);
    }

    private static void CopyTree(string source, string target)
    {
        _ = Guarded(target, () => Directory.CreateDirectory(target));
        foreach (var entry in new DirectoryInfo(source).EnumerateFileSystemInfos())
        {
            var copy = Path.Combine(target, entry.Name);
            if (entry.LinkTarget is { } link)
            {
                _ = Guarded(copy, () => File.CreateSymbolicLink(copy, link));
            }
            else if (entry is DirectoryInfo)
            {
                CopyTree(entry.FullName, copy);
            }
            else
            {
                CopyFile(entry.FullName, copy);
            }
        }
    }

    private static JsonNode? RemoveTree(JsonObject arguments)
    {
        var path = NativeFunction.PathOf(arguments, "path");
        try
        {
            var state = FileLook.StateOf(path);
            _ = new FileInfo(path).LinkTarget is not null ? throw PythonError.Of("OSError", "Cannot call rmtree on a symbolic link")
                : state == FileState.Missing ? throw PythonError.OfSystem(Libc.ErrorNoEntry, path)
                : state != FileState.Folder ? throw PythonError.OfSystem(Libc.ErrorNotDirectory, path)
                : Guarded(path, () => Delete(path));
        }
        catch (ActivityFailedException) when (PythonComparison.IsTrue(arguments["ignore_errors"]))
        {
            // as asked for
        }

        return null;
    }

    private static bool Delete(string path)
    {
        Directory.Delete(path, recursive: true);
        return true;
    }

    // Where the framework does the work its exceptions are told as Python's.
    private static T Guarded<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (UnauthorizedAccessException)
        {
            throw PythonError.OfSystem(Libc.ErrorAccess, path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw PythonError.OfSystem(Libc.ErrorNoEntry, path);
        }
        catch (IOException exception)
        {
            throw PythonError.Of("OSError", $"{exception.Message.TrimEnd('.')}: {PythonText.Quote(path)}");
        }
    }
}
