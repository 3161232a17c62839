using Microsoft.Data.Sqlite;

namespace BackupSh.Sources.Sqlite;

/// <summary>What a connection string says: which file, and how to open it and its copies.</summary>
internal sealed class SqliteDataSource
{
    private const string UriPrefix = "file:";
    private const string DataDirectory = "|DataDirectory|";
    private readonly SqliteConnectionStringBuilder _connection;

    private SqliteDataSource(SqliteConnectionStringBuilder connection)
    {
        _connection = connection;
        _connection.DataSource = Rooted(connection.DataSource, baseDirectory: null);
        FilePath = PathOf(_connection.DataSource);
    }

    /// <summary>Gets the database's full path.</summary>
    internal string FilePath { get; }

    internal string DefaultName => Path.GetFileNameWithoutExtension(FilePath);

    internal string? Password => _connection.Password is { Length: > 0 } password ? password : null;

    internal bool IsInMemory => _connection.Mode == SqliteOpenMode.Memory || IsMemoryName(_connection.DataSource);

    /// <summary>Gets how to open the database: never created, never shared with the host's own connections.</summary>
    internal string ConnectionString => new SqliteConnectionStringBuilder(_connection.ConnectionString)
    {
        Mode = _connection.Mode == SqliteOpenMode.ReadOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWrite,
        Cache = SqliteCacheMode.Private,
        Pooling = false,
    }.ConnectionString;

    /// <summary>Reads a connection string.</summary>
    /// <returns><see langword="null"/> if it is none, or names no file.</returns>
    internal static SqliteDataSource? TryParse(string connectionString) =>
        Parse(connectionString) is { DataSource.Length: > 0 } connection ? new SqliteDataSource(connection) : null;

    /// <summary>Makes a relative path in a connection string count from a directory. What cannot be read stays as it is.</summary>
    internal static string Anchor(string connectionString, string? baseDirectory)
    {
        if (baseDirectory is null || Parse(connectionString) is not { DataSource.Length: > 0 } connection)
        {
            return connectionString;
        }

        connection.DataSource = Rooted(connection.DataSource, baseDirectory);
        return connection.ConnectionString;
    }

    /// <summary>Returns how to open a file of our own, with the password of the database.</summary>
    internal static string ForFile(string path, string? password)
    {
        SqliteConnectionStringBuilder connection = new() { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false };
        if (password is not null)
        {
            connection.Password = password;
        }

        return connection.ConnectionString;
    }

    /// <summary>Returns how to read a file of our own that nobody writes: no lock is taken and no file made beside it.</summary>
    internal static string ForFileAtRest(string path, string? password) =>
        new SqliteConnectionStringBuilder(ForFile(new Uri(path).AbsoluteUri + "?immutable=1", password))
        {
            Mode = SqliteOpenMode.ReadOnly,
        }.ConnectionString;

    private static SqliteConnectionStringBuilder? Parse(string connectionString)
    {
        try
        {
            return new SqliteConnectionStringBuilder(connectionString);
        }
        catch (ArgumentException)
        {
            return null; // the caller reports it without the text, which may hold a password
        }
    }

    private static bool IsMemoryName(string dataSource) =>
        dataSource.Contains(":memory:", StringComparison.Ordinal) || dataSource.Contains("mode=memory", StringComparison.Ordinal);

    private static string Rooted(string dataSource, string? baseDirectory)
    {
        if (IsMemoryName(dataSource) || dataSource.StartsWith("file:/", StringComparison.Ordinal))
        {
            return dataSource;
        }

        // Source: Microsoft.Data.Sqlite, which resolves |DataDirectory| and relative paths in the same way.
        string? data = AppDomain.CurrentDomain.GetData("DataDirectory") as string;
        if (dataSource.StartsWith(DataDirectory, StringComparison.OrdinalIgnoreCase))
        {
            return Path.Combine(data ?? AppContext.BaseDirectory, dataSource[DataDirectory.Length..].TrimStart('/', '\\'));
        }

        string directory = Path.GetFullPath(baseDirectory ?? data ?? ".");
        return dataSource.StartsWith(UriPrefix, StringComparison.Ordinal)
            ? new Uri(directory + Path.DirectorySeparatorChar).AbsoluteUri + dataSource[UriPrefix.Length..]
            : Path.GetFullPath(dataSource, directory);
    }

    private static string PathOf(string dataSource)
    {
        if (!dataSource.StartsWith(UriPrefix, StringComparison.Ordinal))
        {
            return dataSource;
        }

        // Source: https://www.sqlite.org/uri.html: an optional authority, the path, then "?" or "#".
        string path = dataSource[UriPrefix.Length..].Split('?', '#')[0];
        path = path.StartsWith("//", StringComparison.Ordinal) ? path[Math.Max(path.IndexOf('/', 2), 2)..] : path;
        return Path.GetFullPath(Uri.UnescapeDataString(path));
    }
}
