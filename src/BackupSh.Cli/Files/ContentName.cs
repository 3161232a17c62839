using BackupSh.Catalog;

namespace BackupSh.Cli.Files;

/// <summary>Names files after what is left of an archive when it is decrypted.</summary>
internal static class ContentName
{
    private const string Zstd = ".zst";

    // What gpg and its users call encrypted files, beside our own.
    private static readonly string[] Encrypted = ["." + BackupFile.EncryptedExtension, ".gpg", ".pgp"];

    /// <summary>Returns the file name for a download: <c>shop.….sqlite3.zst.enc</c> decrypted is <c>shop.….sqlite3</c>.</summary>
    internal static string OfDownload(string archive, bool decrypt) =>
        decrypt ? Without(Without(archive, Encrypted[0]), Zstd) : archive;

    /// <summary>Returns the path for a decrypted file, or null if its name does not tell.</summary>
    internal static string? OfDecrypted(string path, bool decompress)
    {
        string? extension = Array.Find(Encrypted, extension => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase));
        string name = Without(path, extension ?? "");
        string shorter = decompress ? Without(name, Zstd) : name;
        return extension is null || Path.GetFileName(shorter).Length == 0 || (decompress && shorter == name) ? null : shorter;
    }

    private static string Without(string name, string extension) =>
        name.EndsWith(extension, StringComparison.OrdinalIgnoreCase) ? name[..^extension.Length] : name;
}
