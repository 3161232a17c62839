using BackupSh.Shared;

namespace BackupSh.Configuration;

/// <summary>Which labels an info file can hold: those of a job and those of a run.</summary>
internal static class LabelRule
{
    internal const int MaximumKeyLength = 63;
    internal const int MaximumValueLength = 256;

    /// <summary>Returns what is wrong with a label, or null.</summary>
    internal static BackupShError? Check(string key, string value) =>
        !NameRule.IsGood(key, MaximumKeyLength) ? ErrorTexts.Error("BSH0131", key, MaximumKeyLength)
        : value.Length > MaximumValueLength || value.Any(char.IsControl) ? ErrorTexts.Error("BSH0132", key, MaximumValueLength)
        : null;
}
