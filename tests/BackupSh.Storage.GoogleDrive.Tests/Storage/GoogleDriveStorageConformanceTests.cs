using BackupSh.Conformance;
using BackupSh.TestSupport.Storage;

namespace BackupSh.Storage.GoogleDrive.Tests.Storage;

public sealed class GoogleDriveStorageConformanceTests : StorageConformanceTests, IAsyncLifetime
{
    private DriveWorkshop? _workshop;

    protected override StorageConformance Conformance => new GoogleDriveConformance(_workshop!);

    public async ValueTask InitializeAsync() => _workshop = await DriveWorkshop.OpenAsync();

    public async ValueTask DisposeAsync() => await _workshop!.DisposeAsync();
}
