using BackupSh.Catalog.Store;
using Microsoft.Data.Sqlite;

namespace BackupSh.Catalog.Sqlite;

/// <summary>What is asked of the tables.</summary>
internal static class SqliteCatalogCommands
{
    private const string Columns = "kind, grp, key, time, version, document";
    private const string Named = "kind = $kind AND grp = $grp AND key = $key";

    internal static CatalogRecord? Find(SqliteConnection connection, CatalogRecordKind kind, string group, string key)
    {
        using SqliteCommand command = Command(connection, $"SELECT {Columns} FROM record WHERE {Named}", kind);
        command.Parameters.AddWithValue("$grp", group);
        command.Parameters.AddWithValue("$key", key);
        return Read(command).FirstOrDefault();
    }

    /// <summary>Returns the records that match and come after another one.</summary>
    internal static List<CatalogRecord> Page(SqliteConnection connection, CatalogQuery query, CatalogRecord? after, int size)
    {
        using SqliteCommand command = Command(connection, "", query.Kind);
        string where = "kind = $kind";
        void And(string condition, string parameter, object value)
        {
            where += " AND " + condition;
            command.Parameters.AddWithValue(parameter, value);
        }

        if (query.Group is not null)
        {
            And("grp = $grp", "$grp", query.Group);
        }

        if (query.From is { } from)
        {
            And("time >= $from", "$from", from.UtcTicks);
        }

        if (query.To is { } to)
        {
            And("time < $to", "$to", to.UtcTicks);
        }

        if (after is not null)
        {
            And("time <= $time", "$time", after.Time.UtcTicks);
            command.Parameters.AddWithValue("$afterGrp", after.Group);
            And("(time < $time OR (grp, key) > ($afterGrp, $afterKey))", "$afterKey", after.Key);
        }

        command.Parameters.AddWithValue("$size", size);
        command.CommandText = $"SELECT {Columns} FROM record WHERE {where} ORDER BY time DESC, grp, key LIMIT $size";
        return Read(command);
    }

    /// <summary>Returns the version that stands; 0 for none.</summary>
    internal static long VersionOf(SqliteConnection connection, CatalogRecord record)
    {
        using SqliteCommand command = Command(connection, $"SELECT version FROM record WHERE {Named}", record);
        return command.ExecuteScalar() as long? ?? 0;
    }

    /// <summary>Writes a record, whatever stands there, and returns its version.</summary>
    internal static long Write(SqliteConnection connection, CatalogRecord record)
    {
        using SqliteCommand count = connection.CreateCommand();
        count.CommandText = "UPDATE counter SET value = value + 1 RETURNING value";
        long version = (long)count.ExecuteScalar()!;
        using SqliteCommand command = Command(
            connection,
            $"""
            INSERT INTO record ({Columns}) VALUES ($kind, $grp, $key, $time, $version, $document)
            ON CONFLICT (kind, grp, key) DO UPDATE SET time = $time, version = $version, document = $document
            """,
            record);
        command.Parameters.AddWithValue("$time", record.Time.UtcTicks);
        command.Parameters.AddWithValue("$document", record.Document);
        command.Parameters["$version"].Value = version;
        command.ExecuteNonQuery();
        return version;
    }

    internal static bool Remove(SqliteConnection connection, CatalogRecord record)
    {
        using SqliteCommand command = Command(connection, $"DELETE FROM record WHERE {Named} AND version = $version", record);
        return command.ExecuteNonQuery() > 0;
    }

    internal static int RemoveBefore(SqliteConnection connection, CatalogRecordKind kind, DateTimeOffset before)
    {
        using SqliteCommand command = Command(connection, "DELETE FROM record WHERE kind = $kind AND time < $before", kind);
        command.Parameters.AddWithValue("$before", before.UtcTicks);
        return command.ExecuteNonQuery();
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, CatalogRecord record)
    {
        SqliteCommand command = Command(connection, sql, record.Kind);
        command.Parameters.AddWithValue("$grp", record.Group);
        command.Parameters.AddWithValue("$key", record.Key);
        command.Parameters.AddWithValue("$version", record.Version);
        return command;
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, CatalogRecordKind kind)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$kind", kind.ToString());
        return command;
    }

    private static List<CatalogRecord> Read(SqliteCommand command)
    {
        List<CatalogRecord> records = [];
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            DateTimeOffset time = new(reader.GetInt64(3), TimeSpan.Zero);
            records.Add(new CatalogRecord(Enum.Parse<CatalogRecordKind>(reader.GetString(0)), reader.GetString(1), reader.GetString(2), time, reader.GetString(5))
            {
                Version = reader.GetInt64(4),
            });
        }

        return records;
    }
}
