using BackupSh.Sources;

namespace BackupSh.Tests.Fixtures;

/// <summary>A source that restores without reading the content to its end, as no source may.</summary>
public sealed class HastySource(IBackupSource inner, bool asksBeforePublishing) : IRestorableBackupSource
{
    public bool HasPublished { get; private set; }

    public SourceDescription Describe(string? database = null) => inner.Describe(database);

    public Task<SourceReport> WriteToAsync(Stream destination, SourceRequest request, CancellationToken cancellationToken = default) =>
        inner.WriteToAsync(destination, request, cancellationToken);

    public async Task<RestoreReport> RestoreAsync(Stream content, RestoreRequest request, CancellationToken cancellationToken = default)
    {
        await content.ReadExactlyAsync(new byte[10], cancellationToken);
        if (asksBeforePublishing)
        {
            await request.BeforePublish(request.Target, cancellationToken);
        }

        HasPublished = true;
        return new RestoreReport(request.Target);
    }
}
