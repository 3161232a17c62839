using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using BackupSh.Storage;

namespace BackupSh.Sources.Folder;

/// <summary>The names of what BackupSh has not finished: uploads and restores on their way. They belong to no backup.</summary>
internal static partial class OwnNames
{
    private const string Prefix = ".backupsh-";

    /// <summary>Makes a name for a folder that is being restored: <c>.backupsh-restore-</c> and 16 hex digits.</summary>
    internal static string NewRestore() => $"{Prefix}restore-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";

    internal static bool IsUnfinished(ReadOnlySpan<byte> name)
    {
        if (!name.StartsWith(".backupsh-"u8))
        {
            return false;
        }

        string text = Encoding.Latin1.GetString(name);
        return TemporaryFiles.IsOurs(text) || Restore().IsMatch(text);
    }

    [GeneratedRegex(@"^\.backupsh-restore-[0-9a-f]{16}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Restore();
}
