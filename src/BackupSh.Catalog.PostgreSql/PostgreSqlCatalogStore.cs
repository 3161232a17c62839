using System.Runtime.CompilerServices;
using BackupSh.Catalog.Store;
using Npgsql;

namespace BackupSh.Catalog.PostgreSql;

/// <summary>Keeps the catalog in a PostgreSQL database, which several nodes may share.</summary>
internal sealed class PostgreSqlCatalogStore : CatalogStore
{
    // Between two pages the connection is free again: a list of a whole history must not hold it.
    private const int PageSize = 500;

    private readonly NpgsqlDataSource _source;
    private readonly string _schema;
    private readonly PostgreSqlCatalogErrors _errors;
    private readonly PostgreSqlCatalogCommands _commands;
    private readonly SemaphoreSlim _preparing = new(1);
    private volatile bool _isPrepared;

    internal PostgreSqlCatalogStore(PostgreSqlCatalogOptions options)
    {
        NpgsqlConnectionStringBuilder connection = new(options.ConnectionString);
        _errors = new PostgreSqlCatalogErrors($"{connection.Host}/{connection.Database}");
        _schema = options.Schema;
        _commands = new PostgreSqlCatalogCommands(_schema);
        NpgsqlDataSourceBuilder builder = new(options.ConnectionString);
        if (options.Password is { } password)
        {
            // Asked for at each connection, so that it may change.
            builder.UsePasswordProvider(_ => password.Reveal(), (_, _) => ValueTask.FromResult(password.Reveal()));
        }

        _source = builder.Build();
    }

    public override Task<CatalogRecord?> FindAsync(
        CatalogRecordKind kind, string group, string key, CancellationToken cancellationToken = default) =>
        GuardAsync(
            async () => (await ReadAsync(_commands.Find(kind, group, key), cancellationToken).ConfigureAwait(false)).FirstOrDefault(),
            cancellationToken);

    public override Task<string?> FindHomeAsync(CancellationToken cancellationToken = default) => GuardAsync(
        async () =>
        {
            string database = await TextAsync("SELECT oid::text FROM pg_database WHERE datname = current_database()", cancellationToken).ConfigureAwait(false);
            string mayAsk = await TextAsync("SELECT has_function_privilege('pg_control_system()', 'execute')::text", cancellationToken).ConfigureAwait(false);
            return mayAsk == "true"
                ? $"cluster {await TextAsync("SELECT system_identifier::text FROM pg_control_system()", cancellationToken).ConfigureAwait(false)}, database {database}"
                : (string?)$"database {database}";
        },
        cancellationToken);

    protected override async IAsyncEnumerable<CatalogRecord> ListCoreAsync(
        CatalogQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        CatalogRecord? last = null;
        int left = query.Limit ?? int.MaxValue;
        while (left > 0)
        {
            int size = Math.Min(left, PageSize);
            CatalogRecord? after = last;
            List<CatalogRecord> page = await GuardAsync(
                () => ReadAsync(_commands.Page(query, after, size), cancellationToken), cancellationToken).ConfigureAwait(false);
            foreach (CatalogRecord record in page)
            {
                yield return record;
            }

            left = page.Count < size ? 0 : left - size;
            last = page.Count > 0 ? page[^1] : last;
        }
    }

    protected override Task<CatalogRecord?> TryWriteCoreAsync(CatalogRecord record, CancellationToken cancellationToken) => GuardAsync(
        async () => await RunAsync(
            record.Version == 0 ? _commands.Insert(record) : _commands.Update(record),
            command => command.ExecuteScalarAsync(cancellationToken),
            cancellationToken).ConfigureAwait(false) is long version
            ? record with { Version = version }
            : null,
        cancellationToken);

    protected override Task WriteCoreAsync(IReadOnlyCollection<CatalogRecord> records, CancellationToken cancellationToken) => GuardAsync(
        async () =>
        {
            // A batch is one transaction. In one order, so that two nodes do not wait for each other.
            NpgsqlBatch batch = _source.CreateBatch();
            await using (batch.ConfigureAwait(false))
            {
                foreach (CatalogRecord record in records.OrderBy(record => record.Group, StringComparer.Ordinal).ThenBy(record => record.Key, StringComparer.Ordinal))
                {
                    batch.BatchCommands.Add(_commands.Upsert(record));
                }

                return await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
        },
        cancellationToken);

    protected override Task<bool> TryRemoveCoreAsync(CatalogRecord record, CancellationToken cancellationToken) => GuardAsync(
        async () => await RunAsync(
            _commands.Remove(record), command => command.ExecuteNonQueryAsync(cancellationToken), cancellationToken).ConfigureAwait(false) > 0,
        cancellationToken);

    protected override Task RemoveBeforeCoreAsync(CatalogRecordKind kind, DateTimeOffset before, CancellationToken cancellationToken) => GuardAsync(
        () => RunAsync(_commands.RemoveBefore(kind, before), command => command.ExecuteNonQueryAsync(cancellationToken), cancellationToken),
        cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _source.Dispose();
            _preparing.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task<T> GuardAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            await PrepareAsync(cancellationToken).ConfigureAwait(false);
            return await work().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or System.Net.Sockets.SocketException or IOException)
        {
            throw _errors.Of(exception);
        }
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (_isPrepared)
        {
            return;
        }

        await _preparing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_isPrepared)
            {
                await PostgreSqlCatalogSchema.PrepareAsync(_source, _schema, _errors, cancellationToken).ConfigureAwait(false);
                _isPrepared = true;
            }
        }
        finally
        {
            _preparing.Release();
        }
    }

    private async Task<T> RunAsync<T>(NpgsqlCommand command, Func<NpgsqlCommand, Task<T>> run, CancellationToken cancellationToken)
    {
        NpgsqlConnection connection = await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            await using (command.ConfigureAwait(false))
            {
                command.Connection = connection;
                return await run(command).ConfigureAwait(false);
            }
        }
    }

    private Task<string> TextAsync(string query, CancellationToken cancellationToken) => RunAsync(
        new NpgsqlCommand(query), async command => (string)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!, cancellationToken);

    private Task<List<CatalogRecord>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken) => RunAsync(
        command,
        async open =>
        {
            List<CatalogRecord> records = [];
            NpgsqlDataReader reader = await open.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    records.Add(PostgreSqlCatalogCommands.Read(reader));
                }
            }

            return records;
        },
        cancellationToken);
}
