namespace BackupSh.Conformance.SourceChecks;

/// <summary>Checks that need to look or to reach inside: each source's own tests make them.</summary>
internal static class OwnChecks
{
    internal static IEnumerable<SourceCheck> All =>
    [
        new("dump-is-one-moment", "What is written is one consistent moment, also while others change the data."),
        new("damaged-source-is-an-error", "A source that cannot be read whole throws BackupSourceException: it never ends early."),
        new("dump-needs-bounded-memory", "Writing and restoring need memory that does not grow with the data."),
        new("dump-is-restored-by-hand", "The restore command restores the content without BackupSh."),
    ];
}
