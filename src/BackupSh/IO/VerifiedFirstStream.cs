using System.Runtime.ExceptionServices;
using BackupSh.Shared;

namespace BackupSh.IO;

/// <summary>Gives its first byte only after a verification has passed, which its first read starts.</summary>
/// <remarks>So whoever restores can refuse a target before anything is read.</remarks>
/// <param name="verify">Reads everything once, and throws if anything is wrong.</param>
/// <param name="open">Opens it for the second time.</param>
internal sealed class VerifiedFirstStream(Func<CancellationToken, Task> verify, Func<Stream> open) : ReadOnlyStream
{
    private ExceptionDispatchInfo? _failure;
    private Stream? _inner;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _failure?.Throw();
        if (_inner is null)
        {
            await VerifyAsync(cancellationToken).ConfigureAwait(false);
        }

        return await _inner!.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
    }

    public override async ValueTask DisposeAsync()
    {
        if (_inner is not null)
        {
            await _inner.DisposeAsync().ConfigureAwait(false);
        }

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

    private async Task VerifyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await verify(cancellationToken).ConfigureAwait(false);
            _inner = open();
        }
        catch (Exception exception)
        {
            _failure = ExceptionDispatchInfo.Capture(exception);
            throw;
        }
    }
}
