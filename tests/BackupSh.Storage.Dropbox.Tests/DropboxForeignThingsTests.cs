using BackupSh.TestSupport.Storage;

namespace BackupSh.Storage.Dropbox.Tests;

public sealed class DropboxForeignThingsTests : ForeignThingsTests, IAsyncDisposable
{
    private DropboxFixture? _fixture;

    public ValueTask DisposeAsync() => _fixture?.DisposeAsync() ?? ValueTask.CompletedTask;

    protected override async Task<IBackupStorage> OpenEmptyAsync(CancellationToken cancellationToken)
    {
        _fixture = await DropboxFixture.StartAsync(cancellationToken);
        return _fixture.Open();
    }
}
