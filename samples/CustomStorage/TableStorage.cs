using System.Runtime.CompilerServices;
using BackupSh.Storage;
using Microsoft.Data.Sqlite;

namespace CustomStorage;

/// <summary>A storage in a SQLite database: parts arrive first, and one row makes them an object.</summary>
public sealed class TableStorage(string storage, TableStorageOptions options, TimeProvider? timeProvider = null) : IBackupStorage, ICreateOnlyStorage
{
    private const int PageRows = 50;
    private readonly TableDatabase _database = new(storage, options.File);
    private readonly TimeProvider _time = timeProvider ?? TimeProvider.System;

    // The primary key decides between racing writers, whatever the object's size.
    public CreateOnlyScope Scope => CreateOnlyScope.AllObjects;

    public async IAsyncEnumerable<StorageObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        string after = "";
        List<StorageObject> page;
        do
        {
            page = await _database.RunAsync(null, connection => ReadPage(connection, prefix, after), cancellationToken);
            foreach (StorageObject item in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return item;
            }

            // By name, not by number: a row that is deleted meanwhile must not make the next page skip another one.
            after = page.Count > 0 ? page[^1].Name : after;
        }
        while (page.Count == PageRows);
    }

    public Task<StorageObject> UploadAsync(string name, Stream content, UploadOptions options, CancellationToken cancellationToken = default)
    {
        // The names come from the engine, but a storage is also called by others, and a name ends up in paths and queries.
        ObjectName.ThrowIfInvalid(name);
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(options);
        return new TableUpload(_database, _time, name).RunAsync(content, options.Progress, cancellationToken);
    }

    public async Task<Stream> OpenReadAsync(string name, ReadRange range, CancellationToken cancellationToken = default)
    {
        ObjectName.ThrowIfInvalid(name);
        ArgumentOutOfRangeException.ThrowIfNegative(range.Offset);
        ArgumentOutOfRangeException.ThrowIfNegative(range.Length ?? 0);

        // Before there is a stream: who restores must learn at once that there is nothing to restore.
        StorageObject found = await _database.RunAsync(null, connection => Find(connection, name), cancellationToken)
            ?? throw new StorageObjectNotFoundException(storage, name);
        if (range.IfVersion is { } version && version != found.Version)
        {
            throw _database.Failed(name, $"'{name}' was replaced.");
        }

        long from = Math.Min(range.Offset, found.SizeBytes);
        return new TableReadStream(_database, found, from, Math.Min(range.Length ?? long.MaxValue, found.SizeBytes - from));
    }

    public async Task<IReadOnlyList<DeleteOutcome>> DeleteAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(names);
        foreach (string name in names)
        {
            ObjectName.ThrowIfInvalid(name); // all of them before the first is deleted
        }

        return await _database.RunAsync<List<DeleteOutcome>>(null, connection => [.. names.Select(name => Delete(connection, name))], cancellationToken);
    }

    private static List<StorageObject> ReadPage(SqliteConnection connection, string prefix, string after)
    {
        // Not LIKE: it ignores case, and takes _ for any character.
        using SqliteCommand command = TableDatabase.Command(
            connection,
            $"SELECT name, size, written, id FROM object WHERE name > $after AND substr(name, 1, length($prefix)) = $prefix ORDER BY name LIMIT {PageRows}",
            ("$after", after), ("$prefix", prefix));
        using SqliteDataReader rows = command.ExecuteReader();
        List<StorageObject> page = [];
        while (rows.Read())
        {
            page.Add(Read(rows));
        }

        return page;
    }

    private static StorageObject? Find(SqliteConnection connection, string name)
    {
        using SqliteCommand command = TableDatabase.Command(connection, "SELECT name, size, written, id FROM object WHERE name = $name", ("$name", name));
        using SqliteDataReader rows = command.ExecuteReader();
        return rows.Read() ? Read(rows) : null;
    }

    // The id of its upload is the object's version: what is stored under this name later will have another one.
    private static StorageObject Read(SqliteDataReader row) =>
        new(row.GetString(0), row.GetInt64(1), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2))) { Version = row.GetString(3) };

    private static DeleteOutcome Delete(SqliteConnection connection, string name)
    {
        if (Find(connection, name) is not { } found)
        {
            return new DeleteOutcome(name, DeleteStatus.NotFound);
        }

        TableDatabase.Execute(
            connection, "DELETE FROM object WHERE name = $name; DELETE FROM part WHERE id = $id", ("$name", name), ("$id", found.Version!));
        return new DeleteOutcome(name, DeleteStatus.Deleted);
    }
}
