using System.Globalization;

namespace BackupSh.Shared;

/// <summary>Reads the header <c>Retry-After</c>.</summary>
internal static class RetryAfter
{
    /// <summary>Returns how long the storage asks to wait.</summary>
    /// <param name="value">Whole seconds or an HTTP date, or null.</param>
    /// <param name="now">The present time, for a date.</param>
    /// <returns>0 or more, or <see langword="null"/> if the storage did not ask, or not in a way that can be understood.</returns>
    internal static TimeSpan? Parse(string? value, DateTimeOffset now)
    {
        string? text = value?.Trim();
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds))
        {
            return TimeSpan.FromSeconds(Math.Min(seconds, int.MaxValue));
        }

        // Source: RFC 9110, 5.6.7: the one form of a date that may be sent.
        bool isDate = DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date);
        return !isDate ? null : date > now ? date - now : TimeSpan.Zero;
    }
}
