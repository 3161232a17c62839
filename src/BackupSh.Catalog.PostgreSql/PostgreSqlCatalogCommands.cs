using BackupSh.Catalog.Store;
using Npgsql;

namespace BackupSh.Catalog.PostgreSql;

/// <summary>What is asked of the tables.</summary>
internal sealed class PostgreSqlCatalogCommands(string schema)
{
    private const string Columns = "kind, grp, key, time, version, document";
    private const string Named = "kind = $1 AND grp = $2 AND key = $3";

    internal NpgsqlCommand Find(CatalogRecordKind kind, string group, string key) =>
        Command($"SELECT {Columns} FROM {schema}.record WHERE {Named}", kind.ToString(), group, key);

    /// <summary>Asks for the records that match and come after another one.</summary>
    internal NpgsqlCommand Page(CatalogQuery query, CatalogRecord? after, int size)
    {
        NpgsqlCommand command = Command("", query.Kind.ToString());
        string where = "kind = $1";
        string Parameter(object value)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
            return "$" + command.Parameters.Count;
        }

        where += query.Group is { } group ? $" AND grp = {Parameter(group)}" : "";
        where += query.From is { } from ? $" AND time >= {Parameter(from.UtcTicks)}" : "";
        where += query.To is { } to ? $" AND time < {Parameter(to.UtcTicks)}" : "";
        if (after is not null)
        {
            string time = Parameter(after.Time.UtcTicks);
            where += $" AND time <= {time} AND (time < {time} OR (grp, key) > ({Parameter(after.Group)}, {Parameter(after.Key)}))";
        }

        command.CommandText = $"SELECT {Columns} FROM {schema}.record WHERE {where} ORDER BY time DESC, grp, key LIMIT {Parameter(size)}";
        return command;
    }

    /// <summary>Writes a record where there is none; returns its version.</summary>
    internal NpgsqlCommand Insert(CatalogRecord record) => Command(
        $"INSERT INTO {schema}.record ({Columns}) VALUES ($1, $2, $3, $4, nextval('{schema}.counter'), $5) ON CONFLICT DO NOTHING RETURNING version",
        record.Kind.ToString(), record.Group, record.Key, record.Time.UtcTicks, record.Document);

    /// <summary>Replaces a record of one version; returns its new one.</summary>
    internal NpgsqlCommand Update(CatalogRecord record) => Command(
        $"UPDATE {schema}.record SET time = $4, version = nextval('{schema}.counter'), document = $5 WHERE {Named} AND version = $6 RETURNING version",
        record.Kind.ToString(), record.Group, record.Key, record.Time.UtcTicks, record.Document, record.Version);

    /// <summary>Writes a record, whatever stands there.</summary>
    internal NpgsqlBatchCommand Upsert(CatalogRecord record)
    {
        NpgsqlBatchCommand command = new(
            $"""
            INSERT INTO {schema}.record ({Columns}) VALUES ($1, $2, $3, $4, nextval('{schema}.counter'), $5)
            ON CONFLICT (kind, grp, key) DO UPDATE SET time = excluded.time, version = excluded.version, document = excluded.document
            """);
        foreach (object value in (object[])[record.Kind.ToString(), record.Group, record.Key, record.Time.UtcTicks, record.Document])
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }

    internal NpgsqlCommand Remove(CatalogRecord record) => Command(
        $"DELETE FROM {schema}.record WHERE {Named} AND version = $4", record.Kind.ToString(), record.Group, record.Key, record.Version);

    internal NpgsqlCommand RemoveBefore(CatalogRecordKind kind, DateTimeOffset before) =>
        Command($"DELETE FROM {schema}.record WHERE kind = $1 AND time < $2", kind.ToString(), before.UtcTicks);

    internal static CatalogRecord Read(NpgsqlDataReader reader) => new(
        Enum.Parse<CatalogRecordKind>(reader.GetString(0)),
        reader.GetString(1),
        reader.GetString(2),
        new DateTimeOffset(reader.GetInt64(3), TimeSpan.Zero),
        reader.GetString(5))
    {
        Version = reader.GetInt64(4),
    };

    private static NpgsqlCommand Command(string sql, params object[] values)
    {
        NpgsqlCommand command = new(sql);
        foreach (object value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }
}
