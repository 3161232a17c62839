using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using BackupSh;
using BackupSh.Sources;

namespace CustomSource;

/// <summary>A database of a <see cref="KeyValueStore"/> as lines of JSON: a header, an entry a line, and the number of entries.</summary>
public sealed class KeyValueSource(string source, KeyValueStore store, string? database) : IRestorableBackupSource
{
    public const string Kind = "key-value";
    internal const int FormatVersion = 1;
    private const int FlushBytes = 64 * 1024;

    private string Database => database ?? throw Failed("It has no database of its own.", "Set its option 'Database'.");

    public SourceDescription Describe(string? database = null)
    {
        RefuseOther(database);
        return new SourceDescription(Kind, Database, "jsonl") { RestoreCommand = $"> {Kind}.jsonl" };
    }

    public async Task<SourceReport> WriteToAsync(Stream destination, SourceRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(request);
        RefuseOther(request.Database);
        cancellationToken.ThrowIfCancellationRequested();

        // One moment: what is found here does not change any more, whatever the application writes meanwhile.
        ImmutableSortedDictionary<string, string> content =
            store.Find(Database) ?? throw Failed($"There is no database '{Database}'.", "Check its option 'Database'.");

        // Not a StreamWriter: its Dispose flushes, also when a write has failed, and a failed dump must write no more.
        ArrayBufferWriter<byte> pending = new();
        KeyValueLines.WriteHeader(pending);
        foreach ((string key, string value) in content)
        {
            KeyValueLines.WriteEntry(pending, key, value);
            if (pending.WrittenCount >= FlushBytes)
            {
                await destination.WriteAsync(pending.WrittenMemory, cancellationToken);
                pending.ResetWrittenCount();
            }
        }

        KeyValueLines.WriteEnd(pending, content.Count);
        await destination.WriteAsync(pending.WrittenMemory, cancellationToken);
        return new SourceReport();
    }

    public async Task<RestoreReport> RestoreAsync(Stream content, RestoreRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(request);

        // Before the first byte is read, what would be refused in the end.
        if (!request.Replace && store.Find(request.Target) is not null)
        {
            throw Exists(request.Target);
        }

        ImmutableSortedDictionary<string, string> restored = await ReadAsync(content, cancellationToken);

        // Under another name first, so that the host's hooks can look at it while nobody else finds it.
        string staged = $"{request.Target}.restoring-{Guid.NewGuid():N}";
        string previous = string.Create(CultureInfo.InvariantCulture, $"{request.Target}.before-{request.Time.UtcDateTime:yyyy-MM-dd_HH-mm-ss}-{Guid.NewGuid():N}");
        store.TryAdd(staged, restored);
        try
        {
            await request.BeforePublish(staged, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            return store.TryPublish(staged, request.Target, request.Replace ? previous : null, out bool replaced)
                ? new RestoreReport(request.Target) { PreviousTarget = replaced ? previous : null }
                : throw Exists(request.Target);
        }
        finally
        {
            store.Remove(staged); // nothing of a failed restore stays
        }
    }

    private async Task<ImmutableSortedDictionary<string, string>> ReadAsync(Stream content, CancellationToken cancellationToken)
    {
        using StreamReader reader = new(content, leaveOpen: true);
        KeyValueLines lines = new();
        try
        {
            // To the very end: only the read that returns nothing says that the archive was whole.
            while (await reader.ReadLineAsync(cancellationToken) is { } line)
            {
                lines.Add(line);
            }

            return lines.Complete();
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            throw Failed($"The content is no backup of a key-value database: {exception.Message}", "Restore it with the source that made it.", exception);
        }
    }

    private void RefuseOther(string? other)
    {
        if (other is not null && other != Database)
        {
            throw new ArgumentException($"The source '{source}' holds one database, '{Database}'.", nameof(other));
        }
    }

    private BackupSourceException Exists(string target) => Failed($"The database '{target}' exists already.", "Restore to another name, or allow replacing it.");

    private BackupSourceException Failed(string message, string hint, Exception? inner = null) => new(source, new BackupShError("KEYVAL01", message, hint), inner);
}
