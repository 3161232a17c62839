using Microsoft.Data.Sqlite;

namespace BackupSh.Sources.Sqlite;

/// <summary>One moment of a database, held until disposed.</summary>
/// <remarks>An online backup that holds no transaction starts again whenever another process commits, and may never end.
/// With a transaction on the very connection that the backup reads, every step sees the same moment.</remarks>
internal sealed class SqliteReadTransaction : IDisposable
{
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(25);

    private SqliteReadTransaction(SqliteDatabase database)
    {
        Database = database;
        IsWal = database.Texts("PRAGMA journal_mode", CancellationToken.None) is ["wal"];
        PageCount = database.Number("PRAGMA page_count");
        PageSize = checked((int)database.Number("PRAGMA page_size"));
    }

    internal SqliteDatabase Database { get; }

    internal bool IsWal { get; }

    internal long PageCount { get; }

    internal int PageSize { get; }

    internal long SizeBytes => PageCount * PageSize;

    internal static async Task<SqliteReadTransaction> BeginAsync(
        SqliteDataSource source, SqliteErrors errors, TimeSpan busyTimeout, TimeProvider time, CancellationToken cancellationToken)
    {
        SqliteDatabase database = await Task.Run(() => Open(source, errors), cancellationToken).ConfigureAwait(false);
        try
        {
            long start = time.GetTimestamp();
            while (!await Task.Run(() => TryBegin(database), cancellationToken).ConfigureAwait(false))
            {
                if (time.GetElapsedTime(start) >= busyTimeout)
                {
                    throw errors.Busy(busyTimeout);
                }

                await Task.Delay(BetweenAttempts, time, cancellationToken).ConfigureAwait(false);
            }

            return new SqliteReadTransaction(database);
        }
        catch (SqliteException exception)
        {
            database.Dispose();
            throw errors.Reading(exception);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    public void Dispose() => Database.Dispose();

    private static SqliteDatabase Open(SqliteDataSource source, SqliteErrors errors)
    {
        try
        {
            SqliteDatabase database = SqliteDatabase.Open(source.ConnectionString);
            database.KeepLogOnClose(keep: true);
            return database;
        }
        catch (SqliteException exception)
        {
            throw errors.Opening(exception);
        }
        catch (InvalidOperationException exception) when (source.Password is not null)
        {
            throw errors.NoEncryption(exception);
        }
    }

    private static bool TryBegin(SqliteDatabase database)
    {
        try
        {
            // BEGIN alone takes no lock: the first read fixes the moment.
            database.Execute("BEGIN; SELECT count(*) FROM sqlite_schema");
            return true;
        }
        catch (SqliteException exception) when (SqliteErrors.IsBusy(exception))
        {
            database.Execute("ROLLBACK");
            return false;
        }
    }
}
