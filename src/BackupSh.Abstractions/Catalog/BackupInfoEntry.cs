namespace BackupSh.Catalog;

/// <summary>A key of an info file that this version does not know.</summary>
/// <param name="Section">Its section, for example <c>backupsh</c>. Not <c>DEFAULT</c>.</param>
/// <param name="Key">The key, lower-case ASCII.</param>
/// <param name="Value">The value as the file spells it: printable ASCII, with <c>\uXXXX</c> where <c>docs/format.md</c>
/// says so. It is kept so because only a version that knows the key can tell what its escapes mean.</param>
public sealed record BackupInfoEntry(string Section, string Key, string Value);
