using System.Runtime.CompilerServices;
using BackupSh.Catalog.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackupSh.Catalog.Sqlite;

/// <summary>Keeps the catalog in a SQLite file, which several processes may share.</summary>
internal sealed class SqliteCatalogStore : CatalogStore
{
    // Between two pages others may write: a list of a whole history must not hold anybody up, nor fill the memory.
    private const int PageSize = 500;

    private readonly SqliteCatalogErrors _errors;
    private readonly SqliteCatalogFile _file;

    internal SqliteCatalogStore(SqliteCatalogOptions options, TimeProvider time, ILogger logger)
    {
        _errors = new SqliteCatalogErrors(options.File!);
        _file = new SqliteCatalogFile(options, _errors, time, logger);
    }

    internal static SqliteCatalogStore Create(string name, SqliteCatalogOptions options, IServiceProvider services) => new(
        options,
        services.GetRequiredService<TimeProvider>(),
        (services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger("BackupSh"));

    public override Task<CatalogRecord?> FindAsync(
        CatalogRecordKind kind, string group, string key, CancellationToken cancellationToken = default) =>
        RunAsync(connection => SqliteCatalogCommands.Find(connection, kind, group, key), cancellationToken);

    public override Task<string?> FindHomeAsync(CancellationToken cancellationToken = default) => Task.FromResult(_file.Home);

    protected override async IAsyncEnumerable<CatalogRecord> ListCoreAsync(
        CatalogQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        CatalogRecord? last = null;
        int left = query.Limit ?? int.MaxValue;
        while (left > 0)
        {
            int size = Math.Min(left, PageSize);
            CatalogRecord? after = last;
            List<CatalogRecord> page = await RunAsync(
                connection => SqliteCatalogCommands.Page(connection, query, after, size), cancellationToken).ConfigureAwait(false);
            foreach (CatalogRecord record in page)
            {
                yield return record;
            }

            left = page.Count < size ? 0 : left - size;
            last = page.Count > 0 ? page[^1] : last;
        }
    }

    protected override Task<CatalogRecord?> TryWriteCoreAsync(CatalogRecord record, CancellationToken cancellationToken) => RunAsync(
        connection =>
        {
            using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
            CatalogRecord? written = null;
            if (SqliteCatalogCommands.VersionOf(connection, record) == record.Version)
            {
                written = record with { Version = SqliteCatalogCommands.Write(connection, record) };
                transaction.Commit();
            }

            return written;
        },
        cancellationToken);

    protected override Task WriteCoreAsync(IReadOnlyCollection<CatalogRecord> records, CancellationToken cancellationToken) => RunAsync(
        connection =>
        {
            using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
            foreach (CatalogRecord record in records)
            {
                SqliteCatalogCommands.Write(connection, record);
            }

            transaction.Commit();
            return true;
        },
        cancellationToken);

    protected override Task<bool> TryRemoveCoreAsync(CatalogRecord record, CancellationToken cancellationToken) =>
        RunAsync(connection => SqliteCatalogCommands.Remove(connection, record), cancellationToken);

    protected override Task RemoveBeforeCoreAsync(CatalogRecordKind kind, DateTimeOffset before, CancellationToken cancellationToken) =>
        RunAsync(connection => SqliteCatalogCommands.RemoveBefore(connection, kind, before), cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file.Dispose();
        }

        base.Dispose(disposing);
    }

    // SQLite blocks; the caller shall not.
    private Task<T> RunAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken) =>
        Task.Run(() => Run(work), cancellationToken);

    private T Run<T>(Func<SqliteConnection, T> work)
    {
        try
        {
            return RunOnce(work);
        }
        catch (SqliteException exception) when (SqliteCatalogErrors.IsDamage(exception))
        {
            _file.PutAside(exception);
        }
        catch (SqliteException exception)
        {
            throw _errors.Of(exception);
        }

        try
        {
            return RunOnce(work);
        }
        catch (SqliteException exception)
        {
            throw _errors.Of(exception);
        }
    }

    private T RunOnce<T>(Func<SqliteConnection, T> work)
    {
        using SqliteConnection connection = _file.Open();
        return work(connection);
    }
}
