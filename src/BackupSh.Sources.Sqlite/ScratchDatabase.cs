namespace BackupSh.Sources.Sqlite;

/// <summary>A database file without a name, which a copy is made in: no other user can open it, and nothing of it is left
/// when the process dies.</summary>
/// <remarks>It is made in a directory of its own with mode 0700, opened once by us and twice by SQLite, and unlinked at
/// once. Windows cannot unlink an open file; there it is deleted on disposal.</remarks>
internal sealed class ScratchDatabase : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private readonly string _directory;
    private readonly string _path;

    private ScratchDatabase(string parent, string? password)
    {
        if (!Directory.Exists(parent))
        {
            throw new DirectoryNotFoundException($"'{parent}' does not exist.");
        }

        _directory = Path.Combine(parent, $"backupsh-{Guid.NewGuid():N}");
        _path = Path.Combine(_directory, "scratch");
        try
        {
            CreateDirectory(_directory);
            Content = CreateFile(_path);
            Writer = SqliteDatabase.Open(SqliteDataSource.ForFile(_path, password));
            Reader = SqliteDatabase.Open(SqliteDataSource.ForFile(_path, password));
            if (!OperatingSystem.IsWindows())
            {
                Unlink();
            }

            // No journal: it would have a name. No flush: nobody reads the file after a crash.
            Writer.Execute("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Gets the file's bytes; whole after <see cref="Seal"/>.</summary>
    internal FileStream Content { get; private set; } = null!;

    /// <summary>Gets the connection that the copy is written through; closed by <see cref="Seal"/>.</summary>
    internal SqliteDatabase Writer { get; private set; } = null!;

    /// <summary>Gets the connection that the copy is checked through; not to be used before <see cref="Seal"/>.</summary>
    internal SqliteDatabase Reader { get; private set; } = null!;

    /// <exception cref="IOException">The directory cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory may not be written to.</exception>
    internal static ScratchDatabase Create(string parent, string? password) => new(parent, password);

    /// <summary>Ends the writing, so that the copy can be checked and read.</summary>
    internal void Seal()
    {
        Writer.Dispose();
        SqliteHeader.LayWalAside(Content);
    }

    public void Dispose()
    {
        Writer?.Dispose();
        Reader?.Dispose();
        Content?.Dispose();
        if (Directory.Exists(_directory))
        {
            Unlink();
        }
    }

    private static void CreateDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerOnly);
        }
    }

    private static FileStream CreateFile(string path)
    {
        FileStreamOptions options = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    private void Unlink()
    {
        File.Delete(_path);
        Directory.Delete(_directory);
    }
}
