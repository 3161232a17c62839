using System.Buffers.Binary;
using System.Numerics;

namespace BackupSh.OpenPgp.Packets;

/// <summary>Numbers as packets hold them: a length in bits, then the octets without leading zeros.</summary>
// Source: RFC 9580 §3.2 (multiprecision integers).
internal static class Mpi
{
    private const int LengthOctets = 2;

    internal static byte[] Write(ReadOnlySpan<byte> number)
    {
        number = number.TrimStart((byte)0);
        byte[] mpi = new byte[LengthOctets + number.Length];
        int bits = number.IsEmpty ? 0 : ((number.Length - 1) * 8) + BitOperations.Log2(number[0]) + 1;
        BinaryPrimitives.WriteUInt16BigEndian(mpi, (ushort)bits);
        number.CopyTo(mpi.AsSpan(LengthOctets));
        return mpi;
    }

    /// <summary>Takes a number off the front; false if it is not whole.</summary>
    internal static bool TryRead(ref ReadOnlySpan<byte> data, out ReadOnlySpan<byte> number)
    {
        number = default;
        if (data.Length < LengthOctets)
        {
            return false;
        }

        int length = (BinaryPrimitives.ReadUInt16BigEndian(data) + 7) / 8;
        if (data.Length < LengthOctets + length)
        {
            return false;
        }

        number = data.Slice(LengthOctets, length);
        data = data[(LengthOctets + length)..];
        return true;
    }
}
