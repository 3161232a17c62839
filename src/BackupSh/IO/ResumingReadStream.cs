using BackupSh.Storage;

namespace BackupSh.IO;

/// <summary>Reads an object, and goes on where it stopped when a connection breaks.</summary>
/// <remarks>Only after a transient failure, only the same version of the object, and only as long as each attempt brings
/// something: a storage that gives nothing twice in a row is not asked a third time.</remarks>
internal sealed class ResumingReadStream(IBackupStorage storage, string name, string? version) : ReadOnlyStream
{
    private const int MaximumBarrenAttempts = 2;

    private Stream? _inner;
    private long _offset;
    private int _barrenAttempts;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            try
            {
                _inner ??= await storage.OpenReadAsync(name, new ReadRange(_offset, null, version), cancellationToken).ConfigureAwait(false);
                int read = await _inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
                _offset += read;
                _barrenAttempts = read > 0 ? 0 : _barrenAttempts;
                return read;
            }
            catch (Exception exception) when (IsBrokenConnection(exception) && ++_barrenAttempts <= MaximumBarrenAttempts)
            {
                await CloseAsync().ConfigureAwait(false);
            }
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner?.Dispose();
        }

        base.Dispose(disposing);
    }

    private static bool IsBrokenConnection(Exception exception) =>
        exception is BackupShException { IsTransient: true } || (exception is IOException and not FileNotFoundException);

    private async ValueTask CloseAsync()
    {
        if (_inner is not null)
        {
            await _inner.DisposeAsync().ConfigureAwait(false);
            _inner = null;
        }
    }
}
