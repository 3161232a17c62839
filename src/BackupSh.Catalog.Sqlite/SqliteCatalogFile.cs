using System.Globalization;
using BackupSh.Shared;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace BackupSh.Catalog.Sqlite;

/// <summary>The file: makes it, opens it, puts it aside when it is damaged.</summary>
internal sealed class SqliteCatalogFile : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SqliteCatalogOptions _options;
    private readonly SqliteCatalogErrors _errors;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly string _path;
    private string? _ready;
    private SqliteConnection? _memory;

    internal SqliteCatalogFile(SqliteCatalogOptions options, SqliteCatalogErrors errors, TimeProvider time, ILogger logger)
    {
        (_options, _errors, _time, _logger) = (options, errors, time, logger);
        _path = Path.GetFullPath(options.File!);
    }

    private string ConnectionString => Connect(new SqliteConnectionStringBuilder { DataSource = _path, Mode = SqliteOpenMode.ReadWriteCreate });

    /// <summary>Gets where the file is; null while there is none, as nothing is made only to ask.</summary>
    internal string? Home => !File.Exists(_path) ? null : CatalogMachine.Name is { } machine ? $"{machine}:{_path}" : _path;

    /// <summary>Opens a connection to tables that are up to date.</summary>
    /// <exception cref="SqliteException">SQLite cannot.</exception>
    internal SqliteConnection Open()
    {
        lock (_gate)
        {
            if (_ready is not null)
            {
                return Opened(_ready);
            }

            try
            {
                MakeFile();
                SqliteConnection connection = Opened(ConnectionString);
                Prepare(connection);
                _ready = ConnectionString;
                return connection;
            }
            catch (SqliteException exception) when (_options.FallBackToMemory && SqliteCatalogErrors.IsRefusal(exception))
            {
                return OpenMemory(exception.Message);
            }
        }
    }

    /// <summary>Puts a damaged file aside, so that the next opening makes a new one. Unless it turns out to be whole: then
    /// somebody else has done so already.</summary>
    internal void PutAside(SqliteException damage)
    {
        lock (_gate)
        {
            _ready = null;
            ClearPool();
            if (IsWhole())
            {
                return;
            }

            ClearPool();
            string aside = _path + ".damaged-" + _time.GetUtcNow().ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture);
            foreach (string suffix in (string[])["-wal", "-shm", ""])
            {
                if (File.Exists(_path + suffix) && !AtomicFile.TryMove(_path + suffix, aside + suffix))
                {
                    throw damage; // nothing is overwritten, not even what is damaged
                }
            }

            Log.PutAside(_logger, _path, aside, damage);
        }
    }

    public void Dispose()
    {
        ClearPool();
        _memory?.Dispose();
    }

    private static SqliteConnection Opened(string connectionString)
    {
        SqliteConnection connection = new(connectionString);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private string Connect(SqliteConnectionStringBuilder builder)
    {
        builder.DefaultTimeout = (int)Math.Ceiling(_options.BusyTimeout.TotalSeconds);
        return builder.ConnectionString;
    }

    // SQLite would make it readable by everybody whom the umask allows; what it puts beside the file gets the file's mode.
    private void MakeFile()
    {
        if (OperatingSystem.IsWindows() || File.Exists(_path))
        {
            return;
        }

        try
        {
            FileStreamOptions options = new()
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            };
            using FileStream made = new(_path, options);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is there by now, or SQLite will say why it cannot be.
        }
    }

    private void Prepare(SqliteConnection connection)
    {
        try
        {
            if (raw.sqlite3_db_readonly(connection.Handle!, "main") == 1)
            {
                throw new SqliteException("the file is read-only", raw.SQLITE_READONLY);
            }

            // Readers do not wait for a writer then, nor a writer for readers.
            using SqliteCommand command = new("PRAGMA journal_mode = WAL", connection);
            command.ExecuteNonQuery();
            SqliteCatalogSchema.Prepare(connection, _errors);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private SqliteConnection OpenMemory(string reason)
    {
        Log.KeptInMemory(_logger, _path, reason);
        _ready = Connect(new SqliteConnectionStringBuilder
        {
            DataSource = "backupsh-" + Guid.NewGuid().ToString("N"),
            Mode = SqliteOpenMode.Memory,
            Cache = SqliteCacheMode.Shared,
        });
        _memory = Opened(_ready); // it lives as long as a connection to it is open
        SqliteCatalogSchema.Prepare(_memory, _errors);
        return Opened(_ready);
    }

    private bool IsWhole()
    {
        try
        {
            using SqliteConnection connection = Opened(ConnectionString);
            using SqliteCommand command = new("PRAGMA quick_check(1)", connection);
            return (string?)command.ExecuteScalar() == "ok";
        }
        catch (SqliteException exception) when (SqliteCatalogErrors.IsDamage(exception))
        {
            return false;
        }
    }

    private void ClearPool()
    {
        using SqliteConnection connection = new(ConnectionString);
        SqliteConnection.ClearPool(connection);
    }
}
