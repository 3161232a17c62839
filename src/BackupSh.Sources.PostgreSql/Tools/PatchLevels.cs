using BackupSh.Shared;

namespace BackupSh.Sources.PostgreSql.Tools;

/// <summary>Which versions of the tools execute code from crafted dumps, and which do not.</summary>
internal static class PatchLevels
{
    // Source: CVE-2026-116314 (pg_restore), which came after CVE-2026-18408 and CVE-2025-8714 (psql): the first minor versions
    // without any of them. Majors before these get no updates any more.
    private static readonly Dictionary<int, int> Minimum = new() { [14] = 25, [15] = 20, [16] = 16, [17] = 12, [18] = 7 };

    private static readonly int Oldest = Minimum.Keys.Min();
    private static readonly int Newest = Minimum.Keys.Max();

    /// <summary>Returns a warning, or null.</summary>
    internal static BackupShError? Warning(ToolSet tools)
    {
        int major = tools.Version.Major;
        if (major > Newest || (Minimum.TryGetValue(major, out int minor) && tools.Version.Minor >= minor))
        {
            return null;
        }

        string wanted = major < Oldest ? $"{Oldest}.{Minimum[Oldest]} or newer" : $"{major}.{Minimum[major]} or newer";
        return ErrorTexts.Error("BSH1032", tools.Directory, tools.Version, wanted);
    }
}
