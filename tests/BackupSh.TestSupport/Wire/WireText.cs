using System.Globalization;

namespace BackupSh.TestSupport.Wire;

/// <summary>The small things of HTTP's text.</summary>
internal static class WireText
{
    internal static string? Find(IReadOnlyList<KeyValuePair<string, string>> headers, string name) =>
        headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value).FirstOrDefault();

    internal static long Number(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    internal static IReadOnlyList<KeyValuePair<string, string>> Headers(IEnumerable<string> lines) =>
        [.. lines.Select(line => line.Split(':', 2)).Select(pair => new KeyValuePair<string, string>(pair[0].Trim(), pair[1].Trim()))];
}
