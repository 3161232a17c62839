using BackupSh.Shared;

namespace BackupSh.Sources.PostgreSql.Restore;

/// <summary>Content whose first bytes were looked at: it gives them again, then the rest. It owns nothing.</summary>
internal sealed class PrefixedReadStream(byte[] head, Stream rest) : ReadOnlyStream
{
    private int _given;

    /// <summary>Reads the first bytes of a content.</summary>
    internal static async Task<(byte[] Head, PrefixedReadStream Content)> PeekAsync(Stream content, int count, CancellationToken cancellationToken)
    {
        byte[] head = new byte[count];
        int length = await content.ReadAtLeastAsync(head, count, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        head = head[..length];
        return (head, new PrefixedReadStream(head, content));
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_given == head.Length)
        {
            return await rest.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }

        int count = Math.Min(buffer.Length, head.Length - _given);
        head.AsMemory(_given, count).CopyTo(buffer);
        _given += count;
        return count;
    }
}
