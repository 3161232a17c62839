using BackupSh.Conformance;

namespace BackupSh.Storage.GoogleDrive.Tests.Storage;

internal sealed class GoogleDriveConformance : StorageConformance
{
    private readonly DriveWorkshop _workshop;

    internal GoogleDriveConformance(DriveWorkshop workshop) => _workshop = workshop;

    public override StorageTraits Traits { get; } = new()
    {
        HasQuota = true,
        HasVersions = true,
        ChecksumAlgorithm = "sha256",
        PartBytes = [DriveWorkshop.SmallPart],
        PageObjects = 20,
        DeleteBatchNames = 25,
    };

    public override Task<IBackupStorage> OpenAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<IBackupStorage>(_workshop.Storage(pageSize: Traits.PageObjects));

    public override Task<IBackupStorage?> OpenMissingAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<IBackupStorage?>(_workshop.Storage(options => options.FolderId = "1missing"));
}
