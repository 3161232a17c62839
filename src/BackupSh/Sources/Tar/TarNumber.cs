using System.Buffers.Text;

namespace BackupSh.Sources.Tar;

/// <summary>Numbers as the format writes them: octal, base 256, and decimal in pax records.</summary>
internal static class TarNumber
{
    private const byte BinaryFlag = 0x80;
    private const byte BinaryNegativeFlag = 0x40;

    /// <summary>Tells whether a number fits a field in octal, with the NUL that ends it.</summary>
    internal static bool FitsOctal(long value, int fieldBytes) => value >= 0 && value >> ((fieldBytes - 1) * 3) == 0;

    /// <summary>Writes octal digits with leading zeros, and a NUL at the end.</summary>
    internal static void WriteOctal(Span<byte> field, long value)
    {
        field[^1] = 0;
        for (int i = field.Length - 2; i >= 0; i--, value >>= 3)
        {
            field[i] = (byte)('0' + (value & 7));
        }
    }

    /// <summary>Reads a header's number; an empty field is 0.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> field, out long value) =>
        (field[0] & BinaryFlag) != 0 ? TryParseBinary(field, out value) : TryParseOctal(field, out value);

    /// <summary>Reads digits and nothing else.</summary>
    internal static bool TryParseDecimal(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        return text is [>= (byte)'0' and <= (byte)'9', ..] && Utf8Parser.TryParse(text, out value, out int consumed) && consumed == text.Length;
    }

    private static bool TryParseOctal(ReadOnlySpan<byte> field, out long value)
    {
        value = 0;
        field = field.TrimStart((byte)' ');
        int digits = field.IndexOfAnyExceptInRange((byte)'0', (byte)'7');
        ReadOnlySpan<byte> rest = digits < 0 ? [] : field[digits..];
        foreach (byte digit in field[..(field.Length - rest.Length)])
        {
            value = (value << 3) | (long)(digit - '0'); // at most 12 digits: 36 bits
        }

        return !rest.ContainsAnyExcept((byte)' ', (byte)0);
    }

    // Source: GNU tar manual, "Extensions to the archive format": two's complement, big endian, the first bit set.
    private static bool TryParseBinary(ReadOnlySpan<byte> field, out long value)
    {
        bool negative = (field[0] & BinaryNegativeFlag) != 0;
        Int128 number = negative ? -1 : 0;
        number = (number << 7) | (Int128)(field[0] & ~BinaryFlag);
        foreach (byte digit in field[1..])
        {
            number = (number << 8) | digit;
        }

        value = (long)number;
        return value == number;
    }
}
