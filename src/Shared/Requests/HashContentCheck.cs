using System.Security.Cryptography;

namespace BackupSh.Shared;

/// <summary>Compares with a common hash.</summary>
/// <param name="algorithm">The hash.</param>
/// <param name="expectedHex">What it must be, in hexadecimal digits of either case.</param>
internal sealed class HashContentCheck(HashAlgorithmName algorithm, string expectedHex) : ContentCheck
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(algorithm);

    internal override void Append(ReadOnlySpan<byte> bytes) => _hash.AppendData(bytes);

    internal override bool IsMatch() =>
        string.Equals(Convert.ToHexString(_hash.GetHashAndReset()), expectedHex, StringComparison.OrdinalIgnoreCase);

    public override void Dispose() => _hash.Dispose();
}
