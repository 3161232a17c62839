namespace BackupSh.Cli.Output;

/// <summary>What <c>decrypt</c> writes.</summary>
/// <param name="Input">The file that was read, or <c>-</c>.</param>
/// <param name="File">The file that was written; null for standard output, and then there is no JSON.</param>
/// <param name="Bytes">Its size in bytes.</param>
/// <param name="Decompressed">Whether it was decompressed as well.</param>
/// <param name="DurationSeconds">How long it took.</param>
internal sealed record DecryptDocument(string Input, string? File, long Bytes, bool Decompressed, double DurationSeconds);
