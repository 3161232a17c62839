namespace BackupSh.Catalog;

/// <summary>The names that sections and keys may have, for every reader of INI files alike.</summary>
internal static class IniGrammar
{
    // Python's configparser mixes the keys of this section into every other one.
    private const string DefaultSection = "DEFAULT";

    internal static bool IsSection(string name) =>
        name.Length > 0 && name != DefaultSection && name.All(c => IniText.IsPrintableAscii(c) && c is not ('[' or ']')) && !HasSpaceAtEdge(name);

    internal static bool IsKey(string key) =>
        key.Length > 0 && key[0] is not ('[' or '#' or ';') && !HasSpaceAtEdge(key)
        && key.All(c => IniText.IsPrintableAscii(c) && !char.IsAsciiLetterUpper(c) && c is not ('=' or ':'));

    private static bool HasSpaceAtEdge(string text) => text[0] == ' ' || text[^1] == ' ';
}
