namespace BackupSh.Conformance.StorageChecks;

/// <summary>Checks that need to look or to reach inside: each adapter's own tests make them.</summary>
internal static class AdapterChecks
{
    internal static IEnumerable<StorageCheck> All =>
    [
        New(StorageClause.NoLeftovers, "unfinished-uploads-are-removed", "What a failed upload has sent is removed at once; what a killed process has sent is removed later, and never listed."),
        New(StorageClause.NoLeftovers, "no-room-is-an-error", "A storage that is full fails the upload, says so, and keeps nothing of it."),
        New(StorageClause.StreamManners, "cut-object-is-noticed", "An object that ends before the size which it had is an error of the read, never its end."),
        New(StorageClause.StreamManners, "memory-is-bounded", "An upload of many parts needs the memory of those in flight and 32 MiB, not that of the object."),
        New(StorageClause.Listing, "foreign-objects-are-tolerated", "Objects with names of other programs break no listing, and are not deleted."),
        New(StorageClause.Errors, "no-secret-is-shown", "No exception, log or text shows a secret of the options."),
    ];

    private static StorageCheck New(StorageClause clause, string id, string promise) => new(CheckKind.Adapter, clause, id, promise);
}
