using BackupSh.Shared;
using BackupSh.Sources.PostgreSql.Dump;

namespace BackupSh.Sources.PostgreSql.Awkhad;

/// <summary>A dump on its way into the zip, whose beginning and end are looked at.</summary>
internal sealed class ShapedReadStream(Stream dump, DumpShape shape) : ReadOnlyStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await dump.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        shape.Take(buffer.Span[..read]);
        return read;
    }
}
