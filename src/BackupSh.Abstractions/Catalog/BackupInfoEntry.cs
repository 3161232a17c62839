namespace BackupSh.Catalog;

/// <summary>A key of an info file that this version does not know.</summary>
/// <param name="Section">Its section, for example <c>backupsh</c>.</param>
/// <param name="Key">The key, lower case.</param>
/// <param name="Value">The value.</param>
public sealed record BackupInfoEntry(string Section, string Key, string Value);
