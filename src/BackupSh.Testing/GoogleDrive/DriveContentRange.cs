using System.Globalization;
using System.Text.RegularExpressions;

namespace BackupSh.Testing.GoogleDrive;

/// <summary>The header <c>Content-Range</c> of a request to a session.</summary>
/// <param name="From">The first byte of the body, or <see langword="null"/> for none: <c>bytes */…</c>.</param>
/// <param name="Last">The last byte of the body.</param>
/// <param name="Total">How many bytes there are in all, or <see langword="null"/> if that is not known yet.</param>
internal readonly partial record struct DriveContentRange(long? From, long Last, long? Total)
{
    internal long Count => From is { } from ? Last - from + 1 : 0;

    internal static DriveContentRange Parse(string text)
    {
        Match match = Form().Match(text);
        if (!match.Success)
        {
            throw DriveFault.BadRequest("Failed to parse Content-Range header.");
        }

        long? total = match.Groups["total"].Value == "*" ? null : Number(match.Groups["total"]);
        if (!match.Groups["from"].Success)
        {
            return new DriveContentRange(null, -1, total);
        }

        DriveContentRange range = new(Number(match.Groups["from"]), Number(match.Groups["last"]), total);
        return range.Last < range.From || range.Last >= total ? throw DriveFault.BadRequest("Failed to parse Content-Range header.") : range;
    }

    private static long Number(Group group) => long.Parse(group.Value, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\Abytes (\*|(?<from>[0-9]{1,18})-(?<last>[0-9]{1,18}))/(?<total>\*|[0-9]{1,18})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
