using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace BackupSh.Sources.Sqlite;

/// <summary>An open database, used through SQLite's own functions: they neither wait for locks nor retry.</summary>
/// <remarks>The database file is never opened by any other means. POSIX drops a process's locks on a file when the process
/// closes any descriptor of it, so a stray FileStream would unlock the host's connections.</remarks>
internal sealed class SqliteDatabase : IDisposable
{
    // How often SQLite asks whether to go on: often enough to stop within milliseconds, too rarely to cost anything.
    private const int InstructionsBetweenChecks = 10_000;
    private readonly SqliteConnection _connection;

    private SqliteDatabase(SqliteConnection connection) => _connection = connection;

    internal static string Version => raw.sqlite3_libversion().utf8_to_string();

    internal sqlite3 Handle => _connection.Handle!;

    /// <exception cref="SqliteException">SQLite cannot open it.</exception>
    /// <exception cref="InvalidOperationException">There is a password, and the native library cannot encrypt.</exception>
    internal static SqliteDatabase Open(string connectionString)
    {
        SqliteConnection connection = new(connectionString);
        try
        {
            connection.Open();
            return new SqliteDatabase(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Says whether the write-ahead log stays as it is, or is folded in, when this connection is the last to close.</summary>
    internal void KeepLogOnClose(bool keep) =>
        Check(raw.sqlite3_db_config(Handle, raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, keep ? 1 : 0, out _));

    internal void Execute(string sql) => Check(raw.sqlite3_exec(Handle, sql));

    internal long Number(string sql) => long.Parse(Texts(sql, CancellationToken.None)[0], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Returns the first column of every row.</summary>
    internal List<string> Texts(string sql, CancellationToken cancellationToken)
    {
        raw.sqlite3_progress_handler(Handle, InstructionsBetweenChecks, _ => cancellationToken.IsCancellationRequested ? 1 : 0, null);
        Check(raw.sqlite3_prepare_v2(Handle, sql, out sqlite3_stmt statement));
        using (statement)
        {
            List<string> rows = [];
            int code;
            while ((code = raw.sqlite3_step(statement)) == raw.SQLITE_ROW)
            {
                rows.Add(raw.sqlite3_column_text(statement, 0).utf8_to_string());
            }

            if (code == raw.SQLITE_INTERRUPT)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            Check(code);
            return rows;
        }
    }

    internal void Check(int code) => SqliteException.ThrowExceptionForRC(code, Handle);

    public void Dispose() => _connection.Dispose();
}
