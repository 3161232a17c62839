using BackupSh.Storage;
using Microsoft.Data.Sqlite;

namespace CustomStorage;

/// <summary>One upload: its parts belong to an id that nobody lists, until a row gives the id a name.</summary>
internal sealed class TableUpload(TableDatabase database, TimeProvider time, string name)
{
    /// <summary>Memory stays at one part, whatever the object's size.</summary>
    internal const int PartBytes = 256 * 1024;

    // Longer than any pause of a living upload; what is older was left behind by a process that died.
    private static readonly TimeSpan StaleAge = TimeSpan.FromDays(1);
    private readonly string _id = Guid.NewGuid().ToString("N");

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    internal async Task<StorageObject> RunAsync(Stream content, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        await database.RunAsync(name, Begin, cancellationToken);
        try
        {
            long size = await SendAsync(content, progress, cancellationToken);
            return await database.RunAsync(name, connection => Publish(connection, size), cancellationToken);
        }
        catch
        {
            await DiscardAsync();
            throw; // the content's own exception must come out as it is
        }
    }

    private int Begin(SqliteConnection connection)
    {
        TableDatabase.Execute(
            connection,
            """
            DELETE FROM part WHERE id IN (SELECT id FROM upload WHERE touched < $stale);
            DELETE FROM upload WHERE touched < $stale;
            """,
            ("$stale", Now - (long)StaleAge.TotalMilliseconds));

        // The key would refuse it in the end; this spares the sending.
        using SqliteCommand command = TableDatabase.Command(connection, "SELECT count(*) FROM object WHERE name = $name", ("$name", name));
        return (long)command.ExecuteScalar()! > 0
            ? throw new StorageObjectExistsException(database.Storage, name)
            : TableDatabase.Execute(connection, "INSERT INTO upload VALUES ($id, $now)", ("$id", _id), ("$now", Now));
    }

    private async Task<long> SendAsync(Stream content, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        byte[] part = new byte[PartBytes];
        long size = 0;
        for (int ordinal = 0; ; ordinal++)
        {
            // A read may give less than was asked for: only 0 is the end.
            int count = await content.ReadAtLeastAsync(part, part.Length, throwOnEndOfStream: false, cancellationToken);
            if (count == 0)
            {
                return size;
            }

            int number = ordinal;
            await database.RunAsync(null, connection => Send(connection, number, part[..count]), cancellationToken);
            size += count;
            progress?.Report(size);
        }
    }

    private int Send(SqliteConnection connection, int ordinal, byte[] bytes) => TableDatabase.Execute(
        connection,
        "INSERT INTO part VALUES ($id, $ordinal, $bytes); UPDATE upload SET touched = $now WHERE id = $id",
        ("$id", _id), ("$ordinal", ordinal), ("$bytes", bytes), ("$now", Now));

    private StorageObject Publish(SqliteConnection connection, long size)
    {
        long now = Now;
        TableDatabase.Execute(
            connection,
            "INSERT INTO object VALUES ($name, $id, $size, $now); DELETE FROM upload WHERE id = $id",
            ("$name", name), ("$id", _id), ("$size", size), ("$now", now));
        return new StorageObject(name, size, DateTimeOffset.FromUnixTimeMilliseconds(now)) { Version = _id };
    }

    private async Task DiscardAsync()
    {
        try
        {
            // With no token: the caller's may be what ended the upload.
            await database.RunAsync(
                null, connection => TableDatabase.Execute(connection, "DELETE FROM part WHERE id = $id; DELETE FROM upload WHERE id = $id", ("$id", _id)), CancellationToken.None);
        }
        catch (StorageException)
        {
            // What stays is listed nowhere, and swept by a later upload. What ended the upload matters more.
        }
    }
}
