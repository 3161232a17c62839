using BackupSh.Storage;

namespace BackupSh.Tests.Fixtures;

/// <summary>Does not delete one object, and says so.</summary>
public sealed class KeepingStorage(IBackupStorage inner, string kept, DeleteOutcome outcome) : DelegatingStorage(inner)
{
    public override async Task<IReadOnlyList<DeleteOutcome>> DeleteAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<DeleteOutcome> deleted = await base.DeleteAsync([.. names.Where(name => name != kept)], cancellationToken);
        return [.. names.Select(name => name == kept ? outcome : deleted.Single(done => done.Name == name))];
    }
}
