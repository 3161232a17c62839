using System.Buffers;

namespace BackupSh.Testing.GoogleDrive;

/// <summary>An upload session: takes bytes in order, and gives them to a file with the last one.</summary>
/// <param name="store">Makes the file of size, type and bytes.</param>
/// <param name="contentType">What the content is said to be.</param>
/// <param name="announced">How many bytes were announced, or <see langword="null"/>.</param>
/// <param name="expires">Until when it lives.</param>
internal sealed class DriveSession(Func<long, string?, DriveContent, DriveFile> store, string? contentType, long? announced, DateTimeOffset expires) : IDisposable
{
    // Source: the guide "Upload file data": chunks are multiples of 256 KiB, except the last one.
    internal const int Unit = 256 * 1024;
    private readonly SemaphoreSlim _turn = new(1);
    private DriveContent? _content = new();

    internal DateTimeOffset Expires => expires;

    /// <summary>Gets the fields that the first request asked for.</summary>
    internal string? Fields { get; init; }

    /// <summary>Gets the file, once there is one.</summary>
    internal DriveFile? File { get; private set; }

    internal long KeptBytes { get; private set; }

    /// <summary>Takes a request's bytes.</summary>
    /// <param name="range">What the request says of them.</param>
    /// <param name="body">The bytes.</param>
    /// <param name="most">How many to keep at most, or <see langword="null"/>.</param>
    /// <param name="sync">The lock of the files.</param>
    /// <param name="cancellationToken">The connection is gone.</param>
    internal async Task TakeAsync(DriveContentRange range, Stream body, int? most, Lock sync, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (File is not null)
            {
                return;
            }

            _ = _content ?? throw Gone();
            Check(range);
            if (range.From is not null)
            {
                await AppendAsync(range, body, most, cancellationToken).ConfigureAwait(false);
            }

            if ((range.Total ?? -1) == KeptBytes)
            {
                lock (sync)
                {
                    File = store(KeptBytes, contentType, _content!);
                    _content = null;
                }
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Ends it after the request that it works on, and forgets what it has kept.</summary>
    internal async Task CloseAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        _content?.Dispose();
        _content = null;
        _turn.Release();
    }

    internal static DriveFault Gone() => new(404, "notFound", "Upload session not found.");

    public void Dispose()
    {
        _content?.Dispose();
        _turn.Dispose();
    }

    private void Check(DriveContentRange range)
    {
        if (range.Total is { } total && announced is { } size && total != size)
        {
            throw DriveFault.BadRequest($"The size {total} is not the announced size {size}.");
        }

        if (range.From > KeptBytes)
        {
            throw DriveFault.BadRequest($"Invalid request. According to the Content-Range header, the upload offset is {range.From} byte(s), which exceeds already uploaded size of {KeptBytes} byte(s).");
        }

        if (range.From is not null && range.Last + 1 != range.Total && range.Count % Unit != 0)
        {
            throw DriveFault.BadRequest(
                "Invalid request.  The number of bytes uploaded is required to be equal or greater than 262144, except for the final request (it's recommended to be the exact multiple of 262144).  "
                + $"The received request contained {range.Count} bytes, which does not meet this requirement.");
        }
    }

    private async Task AppendAsync(DriveContentRange range, Stream body, int? most, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Unit);
        try
        {
            // What is kept already is not kept twice.
            await SkipAsync(body, Math.Min(KeptBytes, range.Last + 1) - range.From!.Value, buffer, cancellationToken).ConfigureAwait(false);
            long end = most is { } limit ? Math.Min(range.Last + 1, KeptBytes + limit) : range.Last + 1;
            while (KeptBytes < range.Last + 1)
            {
                // In whole units, as a broken connection leaves them.
                int wanted = (int)Math.Min(Unit, range.Last + 1 - KeptBytes);
                int count = await body.ReadAtLeastAsync(buffer.AsMemory(0, wanted), wanted, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
                if (count < wanted)
                {
                    throw DriveFault.BadRequest("The body is shorter than Content-Range says.");
                }

                if (KeptBytes + count > end)
                {
                    await body.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
                    return;
                }

                await _content!.AppendAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
                KeptBytes += count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task SkipAsync(Stream body, long count, byte[] buffer, CancellationToken cancellationToken)
    {
        while (count > 0)
        {
            int read = await body.ReadAsync(buffer.AsMemory(0, (int)Math.Min(Unit, count)), cancellationToken).ConfigureAwait(false);
            count = read > 0 ? count - read : throw DriveFault.BadRequest("The body is shorter than Content-Range says.");
        }
    }
}
