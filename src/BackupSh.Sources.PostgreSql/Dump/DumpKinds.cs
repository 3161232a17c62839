namespace BackupSh.Sources.PostgreSql.Dump;

/// <summary>Tells dumps by their first bytes.</summary>
internal static class DumpKinds
{
    /// <summary>How many bytes tell all of it.</summary>
    internal const int HeadBytes = 128;

    // Source: pg_backup_archiver.h: after the five letters come the archive's version, major, minor and revision.
    private const int MinorVersionAt = 6;

    internal static DumpKind Of(ReadOnlySpan<byte> head) =>
        head.StartsWith("PGDMP"u8) ? DumpKind.Archive
        : head.StartsWith("--\n-- PostgreSQL database dump\n"u8) ? DumpKind.Script
        : head.StartsWith("--\n-- PostgreSQL database cluster dump\n"u8) ? DumpKind.Globals
        : DumpKind.Foreign;

    /// <summary>Returns the major version that <c>pg_restore</c> must have to read an archive; 0 for any.</summary>
    internal static int OldestReader(ReadOnlySpan<byte> head) => head.Length <= MinorVersionAt || Of(head) != DumpKind.Archive ? 0 : head[MinorVersionAt] switch
    {
        // Source: pg_backup_archiver.h: K_VERS_1_15 came with PostgreSQL 16, K_VERS_1_16 with 17.
        < 15 => 0,
        15 => 16,
        _ => 17,
    };
}
