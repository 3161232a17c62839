using BackupSh.Shared;

namespace BackupSh.Configuration;

/// <summary>Says which names are known when one is not.</summary>
internal static class UnknownName
{
    internal static BackupShError Error(string code, string name, IEnumerable<string> known) => ErrorTexts.Error(code, name, List(known));

    internal static BackupShException Exception(string code, string name, IEnumerable<string> known) => new(Error(code, name, known));

    internal static string List(IEnumerable<string> names)
    {
        string list = string.Join(", ", names.Order(StringComparer.OrdinalIgnoreCase).Select(name => $"'{name}'"));
        return list.Length > 0 ? list : "none";
    }
}
