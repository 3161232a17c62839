using System.Runtime.CompilerServices;
using BackupSh.Storage;

namespace BackupSh.Tests.Fixtures;

/// <summary>A storage of objects of a gibibyte each, whatever is asked for, that counts what is read of them.</summary>
public sealed class EndlessStorage(params string[] names) : IBackupStorage
{
    private const long SizeBytes = 1024L * 1024 * 1024;
    private long _bytesRead;

    public long BytesRead => Volatile.Read(ref _bytesRead);

    public async IAsyncEnumerable<StorageObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        foreach (string name in names.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            yield return new StorageObject(name, SizeBytes, EngineFixture.Start);
        }
    }

    public Task<StorageObject> UploadAsync(string name, Stream content, UploadOptions options, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    // A storage that takes no notice of the range.
    public Task<Stream> OpenReadAsync(string name, ReadRange range, CancellationToken cancellationToken = default) =>
        Task.FromResult<Stream>(new Endless(this));

    public Task<IReadOnlyList<DeleteOutcome>> DeleteAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    private sealed class Endless(EndlessStorage storage) : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)'#');
            Interlocked.Add(ref storage._bytesRead, buffer.Length);
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
