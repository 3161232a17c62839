using System.Globalization;
using Npgsql;

namespace BackupSh.Catalog.PostgreSql;

/// <summary>The tables of the catalog, and how older ones become newer ones.</summary>
internal static class PostgreSqlCatalogSchema
{
    // Any number that nobody else locks on: the bytes of "BShC".
    private const long AdvisoryLock = 0x42536843;

    // Step n makes version n + 1 of version n. A step that was released is never changed.
    private static readonly string[] Steps =
    [
        """
        CREATE SEQUENCE {schema}.counter;
        CREATE TABLE {schema}.record (
            kind text COLLATE "C" NOT NULL, grp text COLLATE "C" NOT NULL, key text COLLATE "C" NOT NULL,
            time bigint NOT NULL, version bigint NOT NULL, document text NOT NULL,
            PRIMARY KEY (kind, grp, key));
        CREATE INDEX record_by_time ON {schema}.record (kind, time DESC, grp, key);
        CREATE INDEX record_by_group ON {schema}.record (kind, grp, time DESC, key);
        CREATE FUNCTION {schema}.audit_is_added_to() RETURNS trigger LANGUAGE plpgsql AS
            $$BEGIN RAISE EXCEPTION 'the audit trail is only added to'; END$$;
        CREATE TRIGGER audit_is_added_to BEFORE UPDATE OR DELETE ON {schema}.record
            FOR EACH ROW WHEN (old.kind = 'Audit') EXECUTE FUNCTION {schema}.audit_is_added_to();
        """,
    ];

    /// <summary>Gets the version that this package writes.</summary>
    internal static int Version => Steps.Length;

    /// <summary>Makes the tables, or brings them up to date; of several nodes, one after the other.</summary>
    internal static async Task PrepareAsync(NpgsqlDataSource source, string schema, PostgreSqlCatalogErrors errors, CancellationToken cancellationToken)
    {
        NpgsqlConnection connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            if (await VersionAsync(connection, schema, errors, cancellationToken).ConfigureAwait(false) == Version)
            {
                return;
            }

            NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                await ExecuteAsync(connection, string.Create(CultureInfo.InvariantCulture, $"SELECT pg_advisory_xact_lock({AdvisoryLock})"), cancellationToken)
                    .ConfigureAwait(false);
                await MigrateAsync(connection, schema, errors, cancellationToken).ConfigureAwait(false);
                await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task MigrateAsync(
        NpgsqlConnection connection, string schema, PostgreSqlCatalogErrors errors, CancellationToken cancellationToken)
    {
        long version = await VersionAsync(connection, schema, errors, cancellationToken).ConfigureAwait(false);
        if (version == 0)
        {
            string begin = $"CREATE SCHEMA IF NOT EXISTS {schema}; CREATE TABLE {schema}.version (value bigint NOT NULL); INSERT INTO {schema}.version VALUES (0)";
            await ExecuteAsync(connection, begin, cancellationToken).ConfigureAwait(false);
        }

        for (; version < Version; version++)
        {
            string step = Steps[version].Replace("{schema}", schema, StringComparison.Ordinal);
            await ExecuteAsync(connection, step, cancellationToken).ConfigureAwait(false);
        }

        await ExecuteAsync(connection, string.Create(CultureInfo.InvariantCulture, $"UPDATE {schema}.version SET value = {Version}"), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Returns the version of the tables; 0 if there are none.</summary>
    private static async Task<long> VersionAsync(
        NpgsqlConnection connection, string schema, PostgreSqlCatalogErrors errors, CancellationToken cancellationToken)
    {
        // Not to_regclass: it may still answer from a cache of before this node waited for another one's lock.
        using NpgsqlCommand exists = new("SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname = $1 AND tablename = 'version')", connection)
        {
            Parameters = { new() { Value = schema } },
        };
        if (await exists.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is not true)
        {
            return 0;
        }

        using NpgsqlCommand command = new($"SELECT value FROM {schema}.version", connection);
        long version = (long)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
        return version <= Version ? version : throw errors.Newer(version, Version);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
