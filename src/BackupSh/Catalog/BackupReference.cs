using BackupSh.Shared;

namespace BackupSh.Catalog;

/// <summary>What a user calls a backup: its name without extension, or <c>latest:source</c>.</summary>
internal sealed record BackupReference(BackupQuery Query)
{
    private const string Latest = "latest:";

    /// <summary>Reads a reference.</summary>
    /// <exception cref="BackupShException">It is none (<c>BSH0544</c>).</exception>
    internal static BackupReference Parse(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        return text.StartsWith(Latest, StringComparison.Ordinal) && text.Length > Latest.Length
            ? new BackupReference(new BackupQuery { Source = text[Latest.Length..], OnlyToNewestUsable = true })
            : new BackupReference(new BackupQuery { Name = ParseName(text) });
    }

    /// <summary>Reads a backup's name without extension.</summary>
    /// <exception cref="BackupShException">It is none (<c>BSH0544</c>).</exception>
    internal static BackupName ParseName(string text) =>
        BackupName.TryParse(text, out BackupName? name) ? name : throw new BackupShException(ErrorTexts.Error("BSH0544", text));
}
