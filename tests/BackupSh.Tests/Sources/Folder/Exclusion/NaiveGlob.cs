using System.Text;

namespace BackupSh.Tests.Sources.Folder.Exclusion;

/// <summary>What a pattern means, written down as simply as can be: every way to match is tried.</summary>
internal static class NaiveGlob
{
    internal static bool IsMatch(string pattern, string path, bool isFolder)
    {
        bool foldersOnly = pattern.EndsWith('/');
        pattern = foldersOnly ? pattern[..^1] : pattern;
        if (!pattern.Contains('/', StringComparison.Ordinal))
        {
            pattern = "**/" + pattern;
        }

        string[] parts = pattern.TrimStart('/').Split('/');
        return (isFolder || !foldersOnly) && AreMatching(parts, path.Split('/'));
    }

    private static bool AreMatching(string[] parts, string[] names) => parts switch
    {
        [] => names is [],
        ["**"] => names is not [],
        ["**", .. var rest] => AreMatching(rest, names) || (names is [_, .. var below] && AreMatching(parts, below)),
        [var part, .. var rest] => names is [var name, .. var below] && IsMatching(part, name) && AreMatching(rest, below),
    };

    private static bool IsMatching(string part, string name)
    {
        if (part.Length == 0)
        {
            return name.Length == 0;
        }

        if (part[0] == '*')
        {
            return IsMatching(part[1..], name) || (name.Length > 0 && IsMatching(part, name[1..]));
        }

        if (name.Length == 0)
        {
            return false;
        }

        if (part[0] == '[')
        {
            int end = part.IndexOf(']', 2);
            bool negated = part[1] == '!';
            return (Expand(part[(negated ? 2 : 1)..end]).Contains(name[0], StringComparison.Ordinal) != negated) && IsMatching(part[(end + 1)..], name[1..]);
        }

        return (part[0] == '?' || part[0] == name[0]) && IsMatching(part[1..], name[1..]);
    }

    private static string Expand(string set)
    {
        StringBuilder members = new();
        for (int i = 0; i < set.Length; i++)
        {
            bool isRange = i + 2 < set.Length && set[i + 1] == '-';
            for (char member = set[i]; member <= (isRange ? set[i + 2] : set[i]); member++)
            {
                members.Append(member);
            }

            i += isRange ? 2 : 0;
        }

        return members.ToString();
    }
}
