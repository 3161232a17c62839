using BackupSh.Catalog;

namespace BackupSh.Backups;

/// <summary>Makes the shell command that restores a backup without BackupSh.</summary>
internal static class RestoreLine
{
    internal static string Of(BackupRecipe recipe, BackupName name)
    {
        string archive = recipe.Archive(name);
        string read = recipe.Encryptor switch
        {
            null => $"cat {archive}",
            { Scheme: "openpgp" } => $"gpg --decrypt {archive}",
            { } other => $"{other.Scheme} --decrypt {archive}",
        };
        string decompress = recipe.Compression.Extension is null ? "" : " | zstd -d";
        return $"{read}{decompress} {recipe.Description.RestoreCommand}";
    }
}
