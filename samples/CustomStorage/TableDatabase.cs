using BackupSh;
using BackupSh.Storage;
using Microsoft.Data.Sqlite;

namespace CustomStorage;

/// <summary>The database behind a <see cref="TableStorage"/>: its connections, its tables, its errors.</summary>
public sealed class TableDatabase
{
    private const int ConstraintViolated = 19; // Source: SQLite result codes
    private const int Busy = 5;
    private readonly string _connectionString;

    internal TableDatabase(string storage, string file)
    {
        Storage = storage;

        // Never ReadWriteCreate: a database that was moved away must be an error. An empty new one would look like a
        // storage without backups.
        _connectionString = Connect(file, SqliteOpenMode.ReadWrite);
    }

    /// <summary>Gets the storage's name, which its exceptions carry.</summary>
    internal string Storage { get; }

    /// <summary>Makes an empty database, once, when the storage is set up.</summary>
    public static void Create(string file)
    {
        using SqliteConnection connection = new(Connect(file, SqliteOpenMode.ReadWriteCreate));
        connection.Open();
        Execute(
            connection,
            """
            PRAGMA journal_mode = WAL;
            CREATE TABLE IF NOT EXISTS upload (id TEXT PRIMARY KEY, touched INTEGER NOT NULL);
            CREATE TABLE IF NOT EXISTS part (id TEXT, ordinal INTEGER, bytes BLOB NOT NULL, PRIMARY KEY (id, ordinal));
            CREATE TABLE IF NOT EXISTS object (name TEXT PRIMARY KEY, id TEXT NOT NULL, size INTEGER NOT NULL, written INTEGER NOT NULL);
            """);
    }

    /// <summary>Does something in one transaction, on another thread: SQLite works synchronously, also in its driver's Async methods.</summary>
    internal Task<T> RunAsync<T>(string? objectName, Func<SqliteConnection, T> work, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            try
            {
                using SqliteConnection connection = new(_connectionString);
                connection.Open();
                using SqliteTransaction transaction = connection.BeginTransaction();
                T result = work(connection);
                transaction.Commit();
                return result;
            }
            catch (SqliteException exception) when (objectName is not null && exception.SqliteErrorCode == ConstraintViolated)
            {
                throw new StorageObjectExistsException(Storage, objectName, exception);
            }
            catch (SqliteException exception)
            {
                throw Failed(objectName, exception.Message, exception, exception.SqliteErrorCode == Busy);
            }
        },
        cancellationToken);

    internal static SqliteCommand Command(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        foreach ((string name, object value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }

    internal static int Execute(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using SqliteCommand command = Command(connection, sql, parameters);
        return command.ExecuteNonQuery();
    }

    internal StorageException Failed(string? objectName, string reason, Exception? inner = null, bool isTransient = false) => new(
        Storage,
        objectName,
        new BackupShError("TABLE01", $"The database of storage '{Storage}' failed: {reason}", "Check that its file exists and is not damaged."),
        inner,
        isTransient);

    private static string Connect(string file, SqliteOpenMode mode) =>
        new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ToString();
}
