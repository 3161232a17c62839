using System.Buffers;
using System.Threading.Channels;

namespace BackupSh.Sources.PostgreSql.Zip;

/// <summary>Writes a zip to a stream that only goes forward, with pieces of its entries deflated on all cores.</summary>
/// <remarks>One call at a time. At most two pieces for each core wait to be written, and not more than sixteen.</remarks>
internal sealed class ParallelZipWriter : IAsyncDisposable
{
    private const int MostPieces = 16;

    private readonly Stream _destination;
    private readonly int _level;
    private readonly CancellationTokenSource _stop;
    private readonly Channel<ZipPart> _parts;
    private readonly Task _writing;
    private long _offset;

    internal ParallelZipWriter(Stream destination, int level, CancellationToken cancellationToken)
    {
        _destination = destination;
        _level = level;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _parts = Channel.CreateBounded<ZipPart>(new BoundedChannelOptions(Math.Min(2 * Environment.ProcessorCount, MostPieces)) { SingleReader = true, SingleWriter = true });
        _writing = Task.Run(WriteAsync, CancellationToken.None);
    }

    /// <summary>Adds an entry: reads its content to the end.</summary>
    internal async Task AddAsync(string name, DateTimeOffset time, Stream content)
    {
        await PutAsync(new ZipPart.Begin(name, time)).ConfigureAwait(false);
        while (true)
        {
            byte[] buffer = ArrayPool<byte>.Shared.Rent(DeflatedBlock.ContentBytes);
            int length = await content.ReadAtLeastAsync(
                buffer.AsMemory(0, DeflatedBlock.ContentBytes), DeflatedBlock.ContentBytes, throwOnEndOfStream: false, _stop.Token).ConfigureAwait(false);
            if (length == 0)
            {
                ArrayPool<byte>.Shared.Return(buffer);
                break;
            }

            await PutAsync(new ZipPart.Block(Task.Run(() => DeflatedBlock.Deflate(buffer, length, _level), CancellationToken.None))).ConfigureAwait(false);
            if (length < DeflatedBlock.ContentBytes)
            {
                break;
            }
        }

        await PutAsync(new ZipPart.End()).ConfigureAwait(false);
    }

    /// <summary>Writes the end of the zip. Without it there is none.</summary>
    internal async Task CompleteAsync()
    {
        _parts.Writer.Complete();
        await _writing.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_writing.IsCompletedSuccessfully)
        {
            await _stop.CancelAsync().ConfigureAwait(false);
            _parts.Writer.TryComplete(new OperationCanceledException());
            await _writing.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).ConfigureAwait(false);
        }

        _stop.Dispose();
    }

    private async Task PutAsync(ZipPart part)
    {
        try
        {
            await _parts.Writer.WriteAsync(part, _stop.Token).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            await _writing.ConfigureAwait(false); // it has failed: that is the failure to tell
            throw;
        }
    }

    private async Task WriteAsync()
    {
        try
        {
            using ZipDirectory directory = new();
            WrittenEntry entry = new("", default, 0, 0);
            await foreach (ZipPart part in _parts.Reader.ReadAllAsync(_stop.Token).ConfigureAwait(false))
            {
                switch (part)
                {
                    case ZipPart.Begin begin:
                        long header = _offset;
                        await WriteAsync(ZipDirectory.Local(begin.Name, begin.Time)).ConfigureAwait(false);
                        entry = new WrittenEntry(begin.Name, begin.Time, header, _offset);
                        break;
                    case ZipPart.Block block:
                        await WriteAsync(entry, await block.Deflating.ConfigureAwait(false)).ConfigureAwait(false);
                        break;
                    case ZipPart.End:
                        await EndAsync(directory, entry).ConfigureAwait(false);
                        break;
                }
            }

            (ReadOnlyMemory<byte> central, byte[] last) = directory.Complete(_offset);
            await WriteAsync(central).ConfigureAwait(false);
            await WriteAsync(last).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            _parts.Writer.TryComplete(exception); // who adds entries must not wait for somebody who is gone
            throw;
        }
    }

    private async Task WriteAsync(WrittenEntry entry, DeflatedBlock block)
    {
        await WriteAsync(block.Bytes).ConfigureAwait(false);
        entry.Add(block);
        block.Return();
    }

    private async Task EndAsync(ZipDirectory directory, WrittenEntry entry)
    {
        await WriteAsync(DeflatedBlock.End).ConfigureAwait(false);
        long compressed = _offset - entry.Data;
        await WriteAsync(ZipDirectory.Descriptor(entry.Crc, compressed, entry.Size)).ConfigureAwait(false);
        directory.Add(entry.Name, entry.Time, entry.Crc, compressed, entry.Size, entry.Header);
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        await _destination.WriteAsync(bytes, _stop.Token).ConfigureAwait(false);
        _offset += bytes.Length;
    }

    /// <summary>An entry that is being written: where its header and its data begin, and what its pieces add up to.</summary>
    private sealed class WrittenEntry(string name, DateTimeOffset time, long header, long data)
    {
        internal string Name => name;

        internal DateTimeOffset Time => time;

        internal long Header => header;

        internal long Data => data;

        internal uint Crc { get; private set; }

        internal long Size { get; private set; }

        internal void Add(DeflatedBlock block)
        {
            Crc = Crc32.Combine(Crc, block.Crc, block.ContentLength);
            Size += block.ContentLength;
        }
    }
}
