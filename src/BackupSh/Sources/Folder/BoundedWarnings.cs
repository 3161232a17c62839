using BackupSh.Shared;

namespace BackupSh.Sources.Folder;

/// <summary>Warnings of one run: the first hundred in full, of the rest a count for each code.</summary>
internal sealed class BoundedWarnings
{
    private const int InFull = 100;
    private readonly List<BackupShError> _first = [];
    private readonly SortedDictionary<string, long> _more = new(StringComparer.Ordinal);

    internal void Add(BackupShError warning)
    {
        if (_first.Count < InFull)
        {
            _first.Add(warning);
        }
        else
        {
            _more[warning.Code] = _more.GetValueOrDefault(warning.Code) + 1;
        }
    }

    internal IReadOnlyList<BackupShError> ToList() =>
        [.. _first, .. _more.Select(rest => ErrorTexts.Error("BSH0366", rest.Value, rest.Key))];
}
