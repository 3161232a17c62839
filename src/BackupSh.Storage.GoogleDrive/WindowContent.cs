using System.Net;

namespace BackupSh.Storage.GoogleDrive;

/// <summary>Bytes in memory as the body of a request, sent piece by piece so that word comes while they are on their way.</summary>
internal sealed class WindowContent(IReadOnlyList<ReadOnlyMemory<byte>> pieces, long length, Action moved) : HttpContent
{
    private const int WriteBytes = 128 * 1024;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        foreach (ReadOnlyMemory<byte> piece in pieces)
        {
            for (int position = 0; position < piece.Length; position += WriteBytes)
            {
                await stream.WriteAsync(piece.Slice(position, Math.Min(WriteBytes, piece.Length - position)), cancellationToken).ConfigureAwait(false);
                moved();
            }
        }
    }

    protected override bool TryComputeLength(out long computed)
    {
        computed = length;
        return true;
    }
}
