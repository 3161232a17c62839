using BackupSh.Sources;
using BackupSh.Testing;

namespace BackupSh.Tests.Restore;

/// <summary>A source that looks at the first byte and refuses what it does not know, as one that unpacks while it reads.</summary>
internal sealed class PickySource : IRestorableBackupSource
{
    private readonly FakeSource _inner = new() { Content = new byte[5000], Description = new SourceDescription("fake", "shop", "bin") { RestoreCommand = "> shop.bin" } };

    public bool RefusesAll { get; init; }

    public int Attempts { get; private set; }

    public SourceDescription Describe(string? database = null) => _inner.Describe(database);

    public Task<SourceReport> WriteToAsync(Stream destination, SourceRequest request, CancellationToken cancellationToken = default) =>
        _inner.WriteToAsync(destination, request, cancellationToken);

    public async Task<RestoreReport> RestoreAsync(Stream content, RestoreRequest request, CancellationToken cancellationToken = default)
    {
        Attempts++;
        byte[] first = new byte[1];
        await content.ReadExactlyAsync(first, cancellationToken);
        if (RefusesAll || first[0] != 0)
        {
            await content.DisposeAsync(); // as a reader does that believes to own it
            throw new InvalidDataException("It is not mine.");
        }

        await content.CopyToAsync(Stream.Null, cancellationToken);
        await request.BeforePublish(request.Target, cancellationToken);
        return new RestoreReport(request.Target);
    }
}
