using System.Globalization;

namespace BackupSh.Testing.GoogleDrive;

/// <summary>A comparison of a search: field, sign, value.</summary>
internal static class DriveQueryTerm
{
    internal static Func<DriveFileView, bool> Make(string field, string sign, DriveQueryToken value) => field switch
    {
        "name" => Name(sign, Text(value)),
        "fullText" when sign == "contains" => file => StartsWord(file.File.Name, Text(value)),
        "mimeType" => MimeType(sign, Text(value)),
        "modifiedTime" => Time(sign, value, file => file.ModifiedTime),
        "createdTime" => Time(sign, value, file => file.CreatedTime),
        "trashed" => Flag(sign, value, file => file.IsTrashed),
        "starred" => Flag(sign, value, file => file.File.IsStarred),
        "sharedWithMe" => Flag(sign, value, _ => false),
        "visibility" => Equality(sign, Text(value), _ => "limited", StringComparison.Ordinal),
        _ => throw DriveFault.Invalid("q"),
    };

    // Equality of names disregards case, which the documentation does not say: rclone checks each name again for it.
    private static Func<DriveFileView, bool> Name(string sign, string value) => sign == "contains"
        ? file => StartsWord(file.File.Name, value)
        : Equality(sign, value, file => file.File.Name, StringComparison.OrdinalIgnoreCase);

    private static Func<DriveFileView, bool> MimeType(string sign, string value) => sign == "contains"
        ? file => file.File.MimeType.StartsWith(value, StringComparison.OrdinalIgnoreCase)
        : Equality(sign, value, file => file.File.MimeType, StringComparison.Ordinal);

    private static Func<DriveFileView, bool> Equality(string sign, string value, Func<DriveFileView, string> field, StringComparison comparison) => sign switch
    {
        "=" => file => string.Equals(field(file), value, comparison),
        "!=" => file => !string.Equals(field(file), value, comparison),
        _ => throw DriveFault.Invalid("q"),
    };

    private static Func<DriveFileView, bool> Flag(string sign, DriveQueryToken value, Func<DriveFileView, bool> field)
    {
        bool wanted = value.IsWord("true") || (value.IsWord("false") ? false : throw DriveFault.Invalid("q"));
        return sign switch
        {
            "=" => file => field(file) == wanted,
            "!=" => file => field(file) != wanted,
            _ => throw DriveFault.Invalid("q"),
        };
    }

    private static Func<DriveFileView, bool> Time(string sign, DriveQueryToken value, Func<DriveFile, DateTimeOffset> field)
    {
        // Source: RFC 3339; without a zone, UTC.
        if (!DateTimeOffset.TryParse(Text(value), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time))
        {
            throw DriveFault.Invalid("q");
        }

        Func<int, bool> holds = sign switch
        {
            "<" => order => order < 0,
            "<=" => order => order <= 0,
            "=" => order => order == 0,
            "!=" => order => order != 0,
            ">" => order => order > 0,
            ">=" => order => order >= 0,
            _ => throw DriveFault.Invalid("q"),
        };
        return file => holds(field(file.File).CompareTo(time));
    }

    private static string Text(DriveQueryToken value) => value.IsQuoted ? value.Text : throw DriveFault.Invalid("q");

    // Source: the guide "Search query terms and operators": `contains` finds the beginnings of words only.
    private static bool StartsWord(string text, string value)
    {
        for (int at = text.IndexOf(value, StringComparison.OrdinalIgnoreCase);
            at >= 0;
            at = at + 1 < text.Length ? text.IndexOf(value, at + 1, StringComparison.OrdinalIgnoreCase) : -1)
        {
            if (at == 0 || !char.IsLetterOrDigit(text[at - 1]))
            {
                return true;
            }
        }

        return false;
    }
}
