using BackupSh.Storage;

namespace BackupSh.Conformance;

/// <summary>What a storage declares of itself: which abilities it has, and where its limits are.</summary>
/// <remarks>Checks compare the declaration with what they see: an ability that is there but not declared fails, and so does
/// one that is declared but not there.</remarks>
public sealed record StorageTraits
{
    /// <summary>Gets the scope of its <see cref="ICreateOnlyStorage"/>, or <see langword="null"/> if it is none. The default is none.</summary>
    public CreateOnlyScope? CreateOnly { get; init; }

    /// <summary>Gets a value indicating whether it has the ability <see cref="IStorageQuota"/>. The default is <see langword="false"/>.</summary>
    public bool HasQuota { get; init; }

    /// <summary>Gets a value indicating whether it has the ability <see cref="ITemporaryLinkStorage"/>. The default is <see langword="false"/>.</summary>
    public bool HasTemporaryLinks { get; init; }

    /// <summary>Gets a value indicating whether it has the ability <see cref="IObjectLockStorage"/>. The default is <see langword="false"/>.</summary>
    public bool HasObjectLock { get; init; }

    /// <summary>Gets a value indicating whether its objects have a <see cref="StorageObject.Version"/>. The default is <see langword="false"/>.</summary>
    public bool HasVersions { get; init; }

    /// <summary>Gets the algorithm of the <see cref="StorageObject.Checksum"/> that an upload returns, or <see langword="null"/> if it gives none.</summary>
    /// <value>What stands before the colon, for example <c>sha256</c>. The default is none.</value>
    public string? ChecksumAlgorithm { get; init; }

    /// <summary>Gets a value indicating whether names that differ only in case are one name. The default is <see langword="false"/>.</summary>
    public bool FoldsCase { get; init; }

    /// <summary>Gets a value indicating whether there is a network between it and its objects.</summary>
    /// <value>The default is <see langword="true"/>. If <see langword="false"/>, checks of <see cref="CheckKind.Wire"/> do not apply.</value>
    public bool IsRemote { get; init; } = true;

    /// <summary>Gets the sizes in bytes of the pieces in which it writes content: buffers, blocks, parts.</summary>
    /// <value>The default is none. Checks use contents of up to three pieces, one byte more and one byte less.</value>
    public IReadOnlyList<int> PartBytes { get; init; } = [];

    /// <summary>Gets how many objects one page of its listing holds.</summary>
    /// <value>At least 1; the default is 100. Checks store up to three pages and one object, so a storage without pages says
    /// a small number.</value>
    public int PageObjects { get; init; } = 100;

    /// <summary>Gets how many names one request deletes.</summary>
    /// <value>At least 1; the default is 100. Checks delete one more at once, so a storage without batches says a small number.</value>
    public int DeleteBatchNames { get; init; } = 100;

    /// <summary>Gets how long a listing may lag behind.</summary>
    /// <value>The default is zero, as the third clause says. A storage that lags declares the deviations that follow from
    /// it; this makes the other checks patient.</value>
    public TimeSpan ListingDelay { get; init; }
}
