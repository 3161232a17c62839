using System.Globalization;
using Microsoft.Data.Sqlite;

namespace BackupSh.Catalog.Sqlite;

/// <summary>The tables of the file, and how an older file becomes a newer one.</summary>
internal static class SqliteCatalogSchema
{
    /// <summary>What marks the file as a catalog: <c>BShC</c>.</summary>
    private const long ApplicationId = 0x42536843;

    // Step n makes version n + 1 of version n. A step that was released is never changed.
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE record (
            kind TEXT NOT NULL, grp TEXT NOT NULL, key TEXT NOT NULL,
            time INTEGER NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL,
            PRIMARY KEY (kind, grp, key)) WITHOUT ROWID;
        CREATE TABLE counter (value INTEGER NOT NULL);
        INSERT INTO counter VALUES (0);
        """,
        """
        CREATE INDEX record_by_time ON record (kind, time DESC, grp, key);
        CREATE INDEX record_by_group ON record (kind, grp, time DESC, key);
        CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON record WHEN old.kind = 'Audit'
            BEGIN SELECT RAISE(ABORT, 'the audit trail is only added to'); END;
        CREATE TRIGGER audit_is_not_removed BEFORE DELETE ON record WHEN old.kind = 'Audit'
            BEGIN SELECT RAISE(ABORT, 'the audit trail is only added to'); END;
        """,
    ];

    /// <summary>Gets the version that this package writes.</summary>
    internal static int Version => Steps.Length;

    /// <summary>Makes the tables, or brings them up to date.</summary>
    internal static void Prepare(SqliteConnection connection, SqliteCatalogErrors errors)
    {
        // Read without a lock first: this is what nearly every opening finds.
        if (VersionOf(connection, errors) == Version)
        {
            return;
        }

        using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        for (long version = VersionOf(connection, errors, transaction); version < Version; version++)
        {
            Execute(connection, transaction, Steps[version]);
        }

        Execute(connection, transaction, string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Version};"));
        transaction.Commit();
    }

    private static long VersionOf(SqliteConnection connection, SqliteCatalogErrors errors, SqliteTransaction? transaction = null)
    {
        long version = Number(connection, transaction, "PRAGMA user_version");
        bool isEmpty = version == 0 && Number(connection, transaction, "SELECT count(*) FROM sqlite_master") == 0;
        if (!isEmpty && Number(connection, transaction, "PRAGMA application_id") != ApplicationId)
        {
            throw errors.Foreign();
        }

        return version <= Version ? version : throw errors.Newer(version, Version);
    }

    private static long Number(SqliteConnection connection, SqliteTransaction? transaction, string sql)
    {
        using SqliteCommand command = new(sql, connection, transaction);
        return (long)command.ExecuteScalar()!;
    }

    private static void Execute(SqliteConnection connection, SqliteTransaction transaction, string sql)
    {
        using SqliteCommand command = new(sql, connection, transaction);
        command.ExecuteNonQuery();
    }
}
