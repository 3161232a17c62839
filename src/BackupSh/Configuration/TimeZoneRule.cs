using BackupSh.Shared;

namespace BackupSh.Configuration;

/// <summary>Finds the time zone that an option names.</summary>
internal static class TimeZoneRule
{
    /// <returns>The zone; <paramref name="otherwise"/> if none is named, or if there is none of the name, which is reported.</returns>
    internal static TimeZoneInfo Find(string? id, TimeZoneInfo otherwise, OptionsScope scope, string key)
    {
        if (id is null)
        {
            return otherwise;
        }

        if (TimeZoneInfo.TryFindSystemTimeZoneById(id, out TimeZoneInfo? zone))
        {
            return zone;
        }

        scope.Fault(key, ErrorTexts.Error("BSH0121", id));
        return otherwise;
    }
}
