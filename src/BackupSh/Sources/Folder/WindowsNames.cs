using System.Buffers;
using System.Text.RegularExpressions;

namespace BackupSh.Sources.Folder;

/// <summary>Names that Windows would read as something else: another folder, a stream, a device, another name.</summary>
// Source: "Naming Files, Paths, and Namespaces" of the Windows documentation.
internal static partial class WindowsNames
{
    private static readonly SearchValues<char> Forbidden = SearchValues.Create(@"\/:*?""<>|");

    internal static bool IsAllowed(string name) =>
        !name.AsSpan().ContainsAny(Forbidden)
        && !name.AsSpan().ContainsAnyInRange('\0', '\u001f')
        && name[^1] is not ('.' or ' ')
        && !Device().IsMatch(name);

    // With any extension, and with spaces before it.
    [GeneratedRegex(@"^(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9¹²³]) *(\.|\z)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Device();
}
