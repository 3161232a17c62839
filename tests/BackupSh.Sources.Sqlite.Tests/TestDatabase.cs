using System.Diagnostics;
using BackupSh.TestSupport;
using Microsoft.Data.Sqlite;

namespace BackupSh.Sources.Sqlite.Tests;

/// <summary>A real database in a directory of its own, and other processes that use it.</summary>
internal sealed class TestDatabase : IDisposable
{
    internal const long Total = 100_000;
    private readonly TempDirectory _directory = new();

    internal TestDatabase(string journalMode = "wal", int megabytes = 0, int pageSize = 4096, string name = "shop.db")
    {
        Path = _directory.File(name);
        Scratch = System.IO.Directory.CreateDirectory(_directory.File("scratch")).FullName;
        Execute($"""
            PRAGMA page_size={pageSize}; PRAGMA journal_mode={journalMode};
            CREATE TABLE account (id INTEGER PRIMARY KEY, amount INTEGER NOT NULL);
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) INSERT INTO account SELECT i, {Total / 1000} FROM n;
            CREATE TABLE ballast (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {megabytes})
                INSERT INTO ballast SELECT i, randomblob(1048576) FROM n WHERE {megabytes} > 0;
            """);
    }

    internal string Path { get; }

    internal string Scratch { get; }

    internal string Folder => _directory.Path;

    internal string File(string name) => _directory.File(name);

    internal SqliteConnection Connect(string options = "")
    {
        SqliteConnection connection = new($"Data Source={Path};Pooling=False;{options}");
        connection.Open();
        return connection;
    }

    internal void Execute(string sql)
    {
        using SqliteConnection connection = Connect();
        Execute(connection, sql);
    }

    internal static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    internal static T Ask<T>(string path, string sql)
    {
        using SqliteConnection connection = new($"Data Source={path};Pooling=False;Mode=ReadWrite");
        connection.Open();
        return Ask<T>(connection, sql);
    }

    internal static T Ask<T>(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return (T)command.ExecuteScalar()!;
    }

    internal SqliteSource Source(Action<SqliteSourceOptions>? configure = null, Action<int>? stepped = null, TimeProvider? time = null)
    {
        SqliteSourceOptions options = new() { ConnectionString = $"Data Source={Path}", ScratchDirectory = Scratch };
        configure?.Invoke(options);
        return new SqliteSource("shop", options, time ?? TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance)
        {
            CopyStepped = stepped,
        };
    }

    internal async Task<SourceReport> BackUpAsync(string to, SqliteSource? source = null, CancellationToken? cancellationToken = null)
    {
        using FileStream file = new(File(to), FileMode.CreateNew);
        return await (source ?? Source()).WriteToAsync(file, new SourceRequest { RunId = "run" }, cancellationToken ?? TestContext.Current.CancellationToken);
    }

    internal async Task<RestoreReport> RestoreAsync(
        string from, string to, bool replace = false, Func<string, CancellationToken, Task>? hook = null, CancellationToken? cancellationToken = null)
    {
        using FileStream file = new(File(from), FileMode.Open);
        RestoreRequest request = new()
        {
            Target = File(to),
            Replace = replace,
            Time = new DateTimeOffset(2026, 11, 24, 3, 0, 0, TimeSpan.Zero),
            BeforePublish = hook ?? ((_, _) => Task.CompletedTask),
        };
        return await Source().RestoreAsync(file, request, cancellationToken ?? TestContext.Current.CancellationToken);
    }

    /// <summary>Starts another process that moves an amount between two accounts every 20 ms until it is disposed.</summary>
    internal Mover StartMover() => new(Path);

    public void Dispose() => _directory.Dispose();

    internal sealed class Mover : IDisposable
    {
        private readonly Process _process;

        internal Mover(string path)
        {
            string sqlite3 = RequiredTool.Find("sqlite3");
            ProcessStartInfo start = new(sqlite3, [path]) { RedirectStandardInput = true, RedirectStandardOutput = true };
            _process = Process.Start(start)!;
            Line(".timeout 30000");
        }

        /// <summary>Commits one move, in the other process, and waits until it is committed.</summary>
        internal async Task CommitAsync(int from, int to, int amount)
        {
            Line($"BEGIN IMMEDIATE; UPDATE account SET amount = amount - {amount} WHERE id = {from};");
            Line($"UPDATE account SET amount = amount + {amount} WHERE id = {to}; COMMIT; SELECT 'done';");
            Assert.Equal("done", await _process.StandardOutput.ReadLineAsync());
        }

        private void Line(string text)
        {
            _process.StandardInput.WriteLine(text);
            _process.StandardInput.Flush();
        }

        public void Dispose()
        {
            _process.StandardInput.Close();
            _process.WaitForExit();
            _process.Dispose();
        }
    }
}
