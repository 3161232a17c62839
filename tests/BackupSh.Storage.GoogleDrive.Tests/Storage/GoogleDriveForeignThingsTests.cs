using BackupSh.TestSupport.Storage;

namespace BackupSh.Storage.GoogleDrive.Tests.Storage;

public sealed class GoogleDriveForeignThingsTests : ForeignThingsTests, IAsyncDisposable
{
    private DriveWorkshop? _workshop;

    public ValueTask DisposeAsync() => _workshop?.DisposeAsync() ?? ValueTask.CompletedTask;

    protected override async Task<IBackupStorage> OpenEmptyAsync(CancellationToken cancellationToken)
    {
        _workshop = await DriveWorkshop.OpenAsync();
        return _workshop.Storage();
    }
}
