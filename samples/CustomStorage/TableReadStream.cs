using BackupSh.Storage;
using Microsoft.Data.Sqlite;

namespace CustomStorage;

/// <summary>Reads an object part by part. No connection stays open between two reads.</summary>
internal sealed class TableReadStream(TableDatabase database, StorageObject source, long from, long count) : Stream
{
    private ReadOnlyMemory<byte> _part;
    private long _position = from;
    private long _left = count;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_left == 0 || buffer.IsEmpty)
        {
            return 0;
        }

        if (_part.IsEmpty)
        {
            int offset = (int)(_position % TableUpload.PartBytes);
            byte[] part = await database.RunAsync(null, connection => Load(connection, _position / TableUpload.PartBytes), cancellationToken) ?? [];

            // The object was deleted meanwhile, or damaged: its end must not look like the content's end.
            _part = part.Length > offset ? part.AsMemory(offset) : throw database.Failed(source.Name, $"'{source.Name}' ends at byte {_position} of {source.SizeBytes}.");
        }

        int read = (int)Math.Min(Math.Min(buffer.Length, _part.Length), _left);
        _part[..read].CopyTo(buffer);
        _part = _part[read..];
        _position += read;
        _left -= read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private byte[]? Load(SqliteConnection connection, long ordinal)
    {
        using SqliteCommand command = TableDatabase.Command(
            connection, "SELECT bytes FROM part WHERE id = $id AND ordinal = $ordinal", ("$id", source.Version!), ("$ordinal", ordinal));
        return (byte[]?)command.ExecuteScalar();
    }
}
