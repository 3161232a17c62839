namespace BackupSh.Sources;

/// <summary>What a backup of a source will be.</summary>
/// <param name="Kind">What the info file calls the kind of source, for example <c>sqlite</c>: lower-case ASCII letters, digits and hyphens.</param>
/// <param name="Database">The database's true name, which the backup's name is made of. 1 to 200 bytes of UTF-8.</param>
/// <param name="Extension">The extension of the uncompressed content, for example <c>sqlite3</c>, without a leading dot.</param>
public sealed record SourceDescription(string Kind, string Database, string Extension)
{
    /// <summary>Gets a value indicating whether compressing the content is worth while. The default is <see langword="true"/>.</summary>
    public bool IsCompressible { get; init; } = true;

    /// <summary>Gets the end of the shell command that restores without BackupSh: it follows the decrypted and decompressed
    /// content, either as a redirection (<c>&gt; shop.sqlite3</c>) or as a pipe (<c>| tar -x</c>). ASCII.</summary>
    public required string RestoreCommand { get; init; }

    /// <summary>Gets the expected size of the content in bytes, or <see langword="null"/>.</summary>
    public long? SizeHintBytes { get; init; }
}
