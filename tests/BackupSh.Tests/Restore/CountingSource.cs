using BackupSh.Sources;

namespace BackupSh.Tests.Restore;

/// <summary>A source that restores to nowhere, and counts what it was given.</summary>
internal sealed class CountingSource : IRestorableBackupSource
{
    public long Received { get; private set; }

    public SourceDescription Describe(string? database = null) => new("fake", "shop", "bin") { RestoreCommand = "> shop.bin" };

    public Task<SourceReport> WriteToAsync(Stream destination, SourceRequest request, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public async Task<RestoreReport> RestoreAsync(Stream content, RestoreRequest request, CancellationToken cancellationToken = default)
    {
        byte[] buffer = new byte[128 * 1024];
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            Received += read;
        }

        return new RestoreReport(request.Target);
    }
}
