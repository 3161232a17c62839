using BackupSh.Sources;

namespace BackupSh.Testing.Tests.Conformance.Mutants;

/// <summary>A correct source with one member put out of order.</summary>
internal sealed class BrokenSource : IRestorableBackupSource
{
    internal delegate Task<SourceReport> Writing(Stream destination, SourceRequest request, CancellationToken cancellationToken);

    internal delegate Task<RestoreReport> Restoring(Stream content, RestoreRequest request, CancellationToken cancellationToken);

    internal FakeSource Inner { get; } = new() { SizeBytes = 60_000 };

    /// <summary>Gets the targets that it has removed.</summary>
    internal HashSet<string> Gone { get; } = [];

    internal Func<SourceDescription, SourceDescription> Tell { get; set; } = static description => description;

    internal Writing? Write { get; set; }

    internal Restoring? Restore { get; set; }

    public SourceDescription Describe(string? database = null) => Tell(Inner.Describe(database));

    public Task<SourceReport> WriteToAsync(Stream destination, SourceRequest request, CancellationToken cancellationToken = default) =>
        (Write ?? Inner.WriteToAsync)(destination, request, cancellationToken);

    public Task<RestoreReport> RestoreAsync(Stream content, RestoreRequest request, CancellationToken cancellationToken = default) =>
        (Restore ?? RestoreKindAsync)(content, request, cancellationToken);

    /// <summary>Restores what begins as the inner source's content does, as a source of a certain kind would.</summary>
    internal async Task<RestoreReport> RestoreKindAsync(Stream content, RestoreRequest request, CancellationToken cancellationToken)
    {
        byte[] start = new byte[10];
        int read = await content.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken);
        if (!start.SequenceEqual((byte[])[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]) || read < start.Length)
        {
            throw new BackupSourceException("broken", new BackupShError("TEST0008", "This is another kind.", "Take another file."));
        }

        return await Inner.RestoreAsync(new PrefixedStream(start, content), request, cancellationToken);
    }

    private sealed class PrefixedStream(byte[] start, Stream rest) : Stream
    {
        private int _given;

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
            if (_given == start.Length)
            {
                return await rest.ReadAsync(buffer, cancellationToken);
            }

            int count = Math.Min(buffer.Length, start.Length - _given);
            start.AsSpan(_given, count).CopyTo(buffer.Span);
            _given += count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
