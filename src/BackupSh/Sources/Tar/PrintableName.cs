using System.Text;
using BackupSh.Diagnostics;

namespace BackupSh.Sources.Tar;

/// <summary>Shows a name that may be any bytes.</summary>
internal static class PrintableName
{
    private const int MaximumBytes = 1024;

    /// <summary>Shows bytes that are no UTF-8 as <c>\xHH</c>, line breaks and the like as <c>\uXXXX</c>, and of a very long
    /// name its two ends.</summary>
    internal static string Of(ReadOnlySpan<byte> name) =>
        name.Length <= MaximumBytes
            ? Printable.Of(Decode(name))
            : Printable.Of(Decode(name[..(MaximumBytes / 2)])) + "…" + Printable.Of(Decode(name[^(MaximumBytes / 2)..]));

    private static string Decode(ReadOnlySpan<byte> name)
    {
        StringBuilder text = new(name.Length);
        while (!name.IsEmpty)
        {
            bool isRune = Rune.DecodeFromUtf8(name, out Rune rune, out int consumed) == System.Buffers.OperationStatus.Done;
            consumed = isRune ? consumed : 1;
            text.Append(isRune ? rune.ToString() : $"\\x{name[0]:X2}");
            name = name[consumed..];
        }

        return text.ToString();
    }
}
