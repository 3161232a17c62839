namespace BackupSh.Sources.PostgreSql.Zip;

/// <summary>What the writer of a zip writes next.</summary>
internal abstract record ZipPart
{
    /// <summary>An entry begins.</summary>
    internal sealed record Begin(string Name, DateTimeOffset Time) : ZipPart;

    /// <summary>A piece of the entry, which may still be being deflated.</summary>
    internal sealed record Block(Task<DeflatedBlock> Deflating) : ZipPart;

    /// <summary>The entry ends.</summary>
    internal sealed record End : ZipPart;
}
