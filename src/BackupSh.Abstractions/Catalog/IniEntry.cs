namespace BackupSh.Catalog;

/// <summary>A key as it stands in a file.</summary>
/// <param name="Section">Its section.</param>
/// <param name="Key">The key, lower case.</param>
/// <param name="Spelled">The value as the file spells it: see <see cref="IniText"/>.</param>
/// <param name="Line">Its line, from 1.</param>
internal readonly record struct IniEntry(string Section, string Key, string Spelled, int Line);
