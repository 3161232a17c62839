using BackupSh.Storage;
using BackupSh.Testing;
using BackupSh.TestSupport.Storage;

namespace BackupSh.Tests.Storage;

public sealed class InMemoryForeignThingsTests : ForeignThingsTests
{
    protected override Task<IBackupStorage> OpenEmptyAsync(CancellationToken cancellationToken) => Task.FromResult<IBackupStorage>(new InMemoryStorage());
}
