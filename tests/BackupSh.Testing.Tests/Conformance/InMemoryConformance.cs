using BackupSh.Conformance;
using BackupSh.Storage;

namespace BackupSh.Testing.Tests.Conformance;

/// <summary>What the in-memory storage declares, and any other one that stands in front of it.</summary>
internal sealed class InMemoryConformance : StorageConformance
{
    // Source: the buffer of InMemoryStorage.UploadAsync.
    private const int BufferBytes = 81920;
    private readonly IBackupStorage _storage;
    private readonly TimeProvider? _time;
    private readonly TimeSpan? _timeout;

    internal InMemoryConformance(IBackupStorage storage, TimeProvider? time = null, TimeSpan? timeout = null)
    {
        _storage = storage;
        _time = time;
        _timeout = timeout;
        Traits = new StorageTraits
        {
            CreateOnly = storage.GetAbility<ICreateOnlyStorage>()?.Scope,
            HasObjectLock = true,
            HasVersions = true,
            ChecksumAlgorithm = "sha256",
            IsRemote = false,
            PartBytes = [BufferBytes],
            PageObjects = 20,
            DeleteBatchNames = 50,
        };
        CoveredBy("foreign-objects-are-tolerated", typeof(InMemoryStorageTests), nameof(InMemoryStorageTests.Put_ForeignName_IsListed));
        DoesNotApply("unfinished-uploads-are-removed", "Nothing outlives the process, or the call.");
        DoesNotApply("no-room-is-an-error", "Its room is the memory of the process.");
        DoesNotApply("cut-object-is-noticed", "A stream holds the bytes that its object had.");
        DoesNotApply("no-secret-is-shown", "It has no secrets.");
        KnownDeviation("memory-is-bounded", "It keeps its objects in memory: that is what it is for.");
    }

    public override StorageTraits Traits { get; }

    public override TimeProvider TimeProvider => _time ?? base.TimeProvider;

    public override TimeSpan Timeout => _timeout ?? base.Timeout;

    public override Task<IBackupStorage> OpenAsync(CancellationToken cancellationToken = default) => Task.FromResult(_storage);

    public override Task<IBackupStorage?> OpenMissingAsync(CancellationToken cancellationToken = default) => Task.FromResult<IBackupStorage?>(null);
}
