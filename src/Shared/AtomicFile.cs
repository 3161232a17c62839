namespace BackupSh.Shared;

/// <summary>Makes a file appear under its name only when it is whole, durable, and never over another one.</summary>
/// <remarks>Write to a name of <see cref="Create"/> in the same directory, flush it to the disk, close it (Windows renames no
/// open file), then <see cref="TryPublish"/>.</remarks>
internal static partial class AtomicFile
{
    /// <summary>Creates a file that only its owner may read, under a name that is free.</summary>
    /// <remarks>While the stream is open it holds an advisory lock, which the kernel drops when the process dies: so
    /// <see cref="TryDeleteAbandoned"/> can tell a leftover from a file that is being written.</remarks>
    /// <exception cref="IOException">The name is taken, or the disk is full.</exception>
    internal static FileStream Create(string path, FileOptions options = FileOptions.Asynchronous)
    {
        FileStreamOptions stream = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read,
            BufferSize = 0,
            Options = options,
        };
        if (!OperatingSystem.IsWindows())
        {
            stream.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, stream);
    }

    /// <summary>Moves a file to a name in the same directory if that name is free, and makes the move durable.</summary>
    /// <returns><see langword="false"/> if the name is taken; the file stays under its old name then.</returns>
    /// <exception cref="IOException">Not moved, or not provably durable: nothing stands under the final name that was not
    /// there before.</exception>
    internal static bool TryPublish(string path, string finalPath)
    {
        if (!TryMove(path, finalPath))
        {
            return false;
        }

        try
        {
            FlushDirectory(Path.GetDirectoryName(Path.GetFullPath(finalPath))!);
            return true;
        }
        catch
        {
            // The file is ours, for the name was free a moment ago; left there, a failed write would look like a good one.
            File.Delete(finalPath);
            throw;
        }
    }

    /// <summary>Deletes a file unless a living process holds it open as <see cref="Create"/> left it.</summary>
    /// <returns><see langword="true"/> if it is gone.</returns>
    /// <exception cref="IOException">It is in use, or could not be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be deleted.</exception>
    internal static bool TryDeleteAbandoned(string path)
    {
        FileStreamOptions exclusive = new() { Mode = FileMode.Open, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        try
        {
            // Share.None asks for the lock that Create holds. Windows deletes no open file, so it is closed first there;
            // nobody writes to an abandoned file meanwhile, for its random name is known to its dead owner only.
            using (new FileStream(path, exclusive))
            {
                if (!OperatingSystem.IsWindows())
                {
                    File.Delete(path);
                    return true;
                }
            }

            File.Delete(path);
            return true;
        }
        catch (FileNotFoundException)
        {
            return true; // another one was faster
        }
    }

    /// <summary>Moves a file if the name is free, in the best way that the file system has. Not durable by itself.</summary>
    internal static bool TryMove(string path, string finalPath)
    {
        if (OperatingSystem.IsWindows())
        {
            return TryMoveOnWindows(path, finalPath);
        }

        return (OperatingSystem.IsLinux() ? TryRename(path, finalPath) : null) ?? TryLink(path, finalPath);
    }

    /// <summary>Moves a file by a hard link, which POSIX creates only under a free name, and removes the old name.</summary>
    internal static bool TryLink(string path, string finalPath)
    {
        if (Link(path, finalPath) != 0)
        {
            int error = LastError;
            if (error != ErrorExists)
            {
                // Source: link(2): EPERM says that the file system has no hard links.
                throw Failure("link", finalPath, error == ErrorNotPermitted ? ErrorNotSupported : error);
            }

            // Source: open(2), O_EXCL: over NFS the answer to a link that was made may be lost, and the repetition says EEXIST.
            if (!IsSameFile(path, finalPath))
            {
                return false;
            }
        }

        // Published from here on. If the old name stays, it is a second name of a good file, and swept when it is stale.
        _ = Unlink(path);
        return true;
    }

    private static bool TryMoveOnWindows(string path, string finalPath)
    {
        try
        {
#pragma warning disable RS0030 // MoveFileEx without MOVEFILE_REPLACE_EXISTING is atomic; only the Unix form is a stat and a rename.
            File.Move(path, finalPath, overwrite: false);
#pragma warning restore RS0030
            return true;
        }
        catch (IOException exception) when (exception.HResult is WindowsFileExists or WindowsAlreadyExists)
        {
            return false;
        }
    }
}
