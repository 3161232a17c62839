using System.Globalization;
using BackupSh.Shared;

namespace BackupSh.Storage;

/// <summary>The directory of a storage: its paths, whether it is there, and what its file system has against us.</summary>
internal sealed class StorageDirectory
{
    private readonly bool _create;
    private readonly bool _requireMount;
    private volatile bool _wasThere;

    internal StorageDirectory(string storageName, FileSystemStorageOptions options)
    {
        StorageName = storageName;
        Path = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(options.Directory));
        _create = options.CreateDirectory;
        _requireMount = options.RequireMount && !OperatingSystem.IsWindows();
    }

    internal string StorageName { get; }

    internal string Path { get; }

    /// <summary>Returns the path of a name, after making sure that it lies directly in this directory.</summary>
    /// <exception cref="ArgumentException">It does not, or this system reads the name otherwise.</exception>
    internal string PathOf(string name)
    {
        string path = System.IO.Path.GetFullPath(name, Path);
        return System.IO.Path.GetDirectoryName(path) == Path && System.IO.Path.GetFileName(path) == name
            ? path
            : throw new ArgumentException($"'{name}' is no file name in '{Path}'.", nameof(name));
    }

    /// <summary>Makes sure that the directory is there, so that a lost mount never looks like an empty storage.</summary>
    /// <exception cref="StorageException">It is not.</exception>
    internal void Require()
    {
        if (_requireMount && IsOnRootFileSystem())
        {
            throw new StorageException(StorageName, objectName: null, ErrorTexts.Error("BSH0225", Path, StorageName));
        }

        if (!Directory.Exists(Path))
        {
            Create();
        }

        _wasThere = true;
    }

    /// <summary>Runs work that may block off the caller's thread, and translates what the file system throws.</summary>
    internal async Task<T> RunAsync<T>(string? objectName, Func<T> work, CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(work, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (FileSystemErrors.IsOfFileSystem(exception))
        {
            throw FileSystemErrors.Translate(exception, this, objectName);
        }
    }

    internal StorageSpace GetSpace()
    {
        if (OperatingSystem.IsWindows() && Path.StartsWith(@"\\", StringComparison.Ordinal))
        {
            return new StorageSpace(null, null); // a share has no drive that could be asked
        }

        DriveInfo drive = new(Path);
        return new StorageSpace(drive.TotalSize, drive.AvailableFreeSpace);
    }

    /// <summary>Says how much room is left, for a hint.</summary>
    internal string DescribeFreeSpace()
    {
        try
        {
            return string.Create(CultureInfo.InvariantCulture, $"{GetSpace().FreeBytes} bytes are free");
        }
        catch (Exception exception) when (FileSystemErrors.IsOfFileSystem(exception))
        {
            return "how much room is left cannot be told"; // the hint belongs to another error, which says more
        }
    }

    private void Create()
    {
        if (File.Exists(Path))
        {
            throw FileSystemErrors.Of(FileSystemFault.NotADirectory, this);
        }

        // A directory that was there has been deleted or unmounted; its parent may be the mount point on the root's disk.
        if (_wasThere || !_create || !Directory.Exists(System.IO.Path.GetDirectoryName(Path)))
        {
            throw FileSystemErrors.Of(FileSystemFault.DirectoryMissing, this);
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Path);
        }
        else
        {
            Directory.CreateDirectory(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        AtomicFile.FlushDirectory(System.IO.Path.GetDirectoryName(Path)!);
    }

    private bool IsOnRootFileSystem()
    {
        FileSystemInfo? target = System.IO.Path.Exists(Path) ? Directory.ResolveLinkTarget(Path, returnFinalTarget: true) : null;
        string path = (target?.FullName ?? Path) + "/";
        return !DriveInfo.GetDrives()
            .Where(drive => drive.Name != "/")
            .Any(drive => path.StartsWith(System.IO.Path.TrimEndingDirectorySeparator(drive.Name) + "/", StringComparison.Ordinal));
    }
}
