using SQLitePCL;

namespace BackupSh.Sources.Sqlite;

/// <summary>Copies a database page by page through SQLite's online backup.</summary>
internal static class OnlineCopy
{
    // Between two steps a cancellation is seen; 4 MiB take some ten milliseconds, and a step has no other cost.
    private const int BytesPerStep = 4 * 1024 * 1024;

    private const string Main = "main";

    /// <summary>Copies the moment that a transaction holds.</summary>
    /// <param name="source">The moment.</param>
    /// <param name="destination">An empty database.</param>
    /// <param name="stepped">Told after each step how many pages are left.</param>
    /// <param name="cancellationToken">Ends the copy between two steps.</param>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">A page could not be read or written.</exception>
    internal static void Run(
        SqliteReadTransaction source, SqliteDatabase destination, Action<int>? stepped, CancellationToken cancellationToken)
    {
        int pagesPerStep = Math.Max(1, BytesPerStep / source.PageSize);
        using sqlite3_backup backup = raw.sqlite3_backup_init(destination.Handle, Main, source.Database.Handle, Main);
        if (backup.IsInvalid)
        {
            destination.Check(raw.sqlite3_extended_errcode(destination.Handle));
        }

        int code = raw.SQLITE_OK;
        while (code == raw.SQLITE_OK)
        {
            cancellationToken.ThrowIfCancellationRequested();
            code = raw.sqlite3_backup_step(backup, pagesPerStep);
            stepped?.Invoke(raw.sqlite3_backup_remaining(backup));
        }

        int end = raw.sqlite3_backup_finish(backup);
        destination.Check(code == raw.SQLITE_DONE ? end : code);
    }
}
