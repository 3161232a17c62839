using System.Diagnostics.CodeAnalysis;
using BackupSh.Storage;

namespace BackupSh.Catalog;

/// <summary>A file of a backup, told from its name alone.</summary>
/// <param name="Backup">The backup's name.</param>
/// <param name="Kind">What the file is.</param>
/// <param name="Extension">What follows the backup's name, without the leading dot: <c>sqlite3.zst.enc</c>, <c>info</c>.</param>
public sealed record BackupFile(BackupName Backup, BackupFileKind Kind, string Extension)
{
    /// <summary>The extension of info files.</summary>
    public const string InfoExtension = "info";

    /// <summary>The extension of pins.</summary>
    public const string PinExtension = "pin";

    /// <summary>The extension of claims.</summary>
    public const string ClaimExtension = "claim";

    /// <summary>The last extension of encrypted archives.</summary>
    public const string EncryptedExtension = "enc";

    /// <summary>Reads a file's name, from the right: the last segment that is a time ends the database's name.</summary>
    /// <param name="fileName">For example <c>my.shop.2026-11-24_03-00-00.zip.enc</c>.</param>
    /// <param name="file">The file, or <see langword="null"/> if it is a foreign one.</param>
    /// <returns><see langword="true"/> if the name is one of a backup's file.</returns>
    public static bool TryParse([NotNullWhen(true)] string? fileName, [NotNullWhen(true)] out BackupFile? file)
    {
        file = null;
        if (!ObjectName.IsValid(fileName))
        {
            return false;
        }

        for (int end = fileName.LastIndexOf('.'); end > 0; end = fileName.LastIndexOf('.', end - 1))
        {
            int start = fileName.LastIndexOf('.', end - 1);
            if (start > 0 && BackupName.TryMake(fileName[..start], fileName.AsSpan(start + 1, end - start - 1), out BackupName? name))
            {
                string extension = fileName[(end + 1)..];
                file = extension.Length == 0 || extension.StartsWith('.') ? null : new BackupFile(name, KindOf(extension), extension);
                return file is not null;
            }
        }

        return false;
    }

    /// <summary>Returns the file's name.</summary>
    /// <returns>For example <c>shop.2026-11-24_03-00-00.info</c>.</returns>
    public override string ToString() => Backup.File(Extension);

    private static BackupFileKind KindOf(string extension) => extension switch
    {
        InfoExtension => BackupFileKind.Info,
        PinExtension => BackupFileKind.Pin,
        ClaimExtension => BackupFileKind.Claim,
        _ => BackupFileKind.Archive,
    };
}
