using System.Globalization;

namespace BackupSh.OpenPgp.Keys;

/// <summary>How keys are named: the long key id, 16 upper-case hexadecimal digits.</summary>
internal static class KeyIds
{
    /// <summary>What stands for a passphrase where keys are listed.</summary>
    internal const string Passphrase = "passphrase";

    internal static string Format(ulong keyId) => keyId.ToString("X16", CultureInfo.InvariantCulture);

    internal static string Format(long keyId) => Format(unchecked((ulong)keyId));
}
