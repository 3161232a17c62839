using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using BackupSh.Storage;

namespace BackupSh.Catalog;

/// <summary>A backup's name: a database and a second, <c>"shop.2026-11-24_03-00-00"</c>.</summary>
/// <remarks>Files of a backup are named so, with an extension: the archive <c>.sqlite3.zst.enc</c>, the info file
/// <c>.info</c>. A database whose name is outside <c>^[A-Za-z0-9][A-Za-z0-9_.-]*$</c> is escaped: each byte of UTF-8 that
/// does not fit becomes <c>=XX</c>.</remarks>
public sealed record BackupName : IComparable<BackupName>
{
    /// <summary>The longest database, escaped, in characters: room is left for the time and the extensions.</summary>
    public const int MaximumDatabaseLength = 200;

    /// <summary>The form of the time in a name, UTC.</summary>
    public const string TimeFormat = "yyyy-MM-dd_HH-mm-ss";

    // A lone surrogate has no bytes: replacing it would give two databases one name.
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private BackupName(string database, DateTimeOffset time)
    {
        Database = database;
        Time = time;
    }

    /// <summary>Gets the database as file names spell it: escaped. See <see cref="Unescape"/>.</summary>
    public string Database { get; }

    /// <summary>Gets the moment, UTC, in whole seconds.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>Makes a name.</summary>
    /// <param name="database">The database's true name; escaped where needed.</param>
    /// <param name="time">The moment; fractions of a second are cut off.</param>
    /// <returns>The name.</returns>
    /// <exception cref="ArgumentException">The database is empty, no valid Unicode, or longer than
    /// <see cref="MaximumDatabaseLength"/> when escaped.</exception>
    public static BackupName Create(string database, DateTimeOffset time)
    {
        ArgumentException.ThrowIfNullOrEmpty(database);
        string escaped = Escape(database);
        if (escaped.Length > MaximumDatabaseLength)
        {
            throw new ArgumentException(
                $"The database's name is {escaped.Length} characters long when escaped; at most {MaximumDatabaseLength} fit a file name.", nameof(database));
        }

        return new BackupName(escaped, new DateTimeOffset(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero));
    }

    /// <summary>Reads a name without extension.</summary>
    /// <param name="text">For example <c>shop.2026-11-24_03-00-00</c>.</param>
    /// <param name="name">The name, or <see langword="null"/>.</param>
    /// <returns><see langword="true"/> if it is one.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out BackupName? name)
    {
        name = null;
        int dot = text?.LastIndexOf('.') ?? -1;
        return dot > 0 && TryMake(text![..dot], text.AsSpan(dot + 1), out name);
    }

    /// <summary>Reads a name without extension.</summary>
    /// <param name="text">For example <c>shop.2026-11-24_03-00-00</c>.</param>
    /// <returns>The name.</returns>
    /// <exception cref="FormatException">It is none.</exception>
    public static BackupName Parse(string text) =>
        TryParse(text, out BackupName? name) ? name : throw new FormatException($"'{text}' is no backup's name: database.{TimeFormat} is expected.");

    /// <summary>Returns a database's name as file names spell it.</summary>
    /// <param name="database">The true name.</param>
    /// <returns>The same, with <c>=XX</c> for every byte that does not fit.</returns>
    /// <exception cref="ArgumentException">The name is no valid Unicode.</exception>
    public static string Escape(string database)
    {
        ArgumentNullException.ThrowIfNull(database);
        StringBuilder escaped = new(database.Length);
        foreach (byte b in StrictUtf8.GetBytes(database))
        {
            char c = (char)b;
            if (char.IsAsciiLetterOrDigit(c) || (escaped.Length > 0 && c is '_' or '.' or '-'))
            {
                escaped.Append(c);
            }
            else
            {
                escaped.Append('=').Append(b.ToString("X2", CultureInfo.InvariantCulture));
            }
        }

        return escaped.ToString();
    }

    /// <summary>Returns the true name of an escaped database.</summary>
    /// <param name="database">As file names spell it.</param>
    /// <returns>The true name; what is no escape stays as it is.</returns>
    public static string Unescape(string database)
    {
        ArgumentNullException.ThrowIfNull(database);
        byte[] bytes = Encoding.UTF8.GetBytes(database);
        int length = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == '=' && i + 2 < bytes.Length && IsUpperHex(bytes[i + 1]) && IsUpperHex(bytes[i + 2]))
            {
                bytes[length++] = byte.Parse(bytes.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
                i += 2;
            }
            else
            {
                bytes[length++] = bytes[i];
            }
        }

        return Encoding.UTF8.GetString(bytes, 0, length);
    }

    /// <summary>Returns the name of one of the backup's files.</summary>
    /// <param name="extension">The extension, without a leading dot.</param>
    /// <returns>For example <c>shop.2026-11-24_03-00-00.info</c>.</returns>
    public string File(string extension) => $"{this}.{extension}";

    /// <summary>Returns <c>"shop.2026-11-24_03-00-00"</c>.</summary>
    /// <returns>The name without extension.</returns>
    public override string ToString() => $"{Database}.{Time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)}";

    /// <summary>Compares by time, then by database.</summary>
    /// <param name="other">The other name.</param>
    /// <returns>Less than 0 if this one is older.</returns>
    public int CompareTo(BackupName? other)
    {
        if (other is null)
        {
            return 1;
        }

        int byTime = Time.CompareTo(other.Time);
        return byTime != 0 ? byTime : string.CompareOrdinal(Database, other.Database);
    }

    internal static bool TryMake(string database, ReadOnlySpan<char> time, [NotNullWhen(true)] out BackupName? name)
    {
        name = null;
        if (!ObjectName.IsValid(database) || database.Length > MaximumDatabaseLength || time.Length != TimeFormat.Length
            || !DateTime.TryParseExact(
                time, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime moment))
        {
            return false;
        }

        name = new BackupName(database, new DateTimeOffset(moment, TimeSpan.Zero));
        return true;
    }

    internal static bool TryCreate(string database, DateTimeOffset time, [NotNullWhen(true)] out BackupName? name)
    {
        name = database.Length is > 0 and <= MaximumDatabaseLength && IsUnicode(database) && Escape(database).Length <= MaximumDatabaseLength
            ? Create(database, time)
            : null;
        return name is not null;
    }

    private static bool IsUnicode(string text)
    {
        for (int i = 0; i < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, i, out Rune rune))
            {
                return false;
            }

            i += rune.Utf16SequenceLength;
        }

        return true;
    }

    private static bool IsUpperHex(byte b) => char.IsAsciiHexDigitUpper((char)b);
}
