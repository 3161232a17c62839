using System.Security.Cryptography;
using BackupSh.Shared;

namespace BackupSh.Storage.S3;

/// <summary>What a part is recognized by.</summary>
/// <param name="Count">How many bytes it has.</param>
/// <param name="Md5">Its MD5: the one checksum that every server knows.</param>
/// <param name="Sha256">Its SHA-256, or <see langword="null"/> where the server is not sent one.</param>
internal sealed record PartDigest(int Count, byte[] Md5, byte[]? Sha256)
{
    internal static PartDigest Of(ContentPart part, bool withSha256) =>
        new(part.Count, Md5Of(part.Content.Span), withSha256 ? SHA256.HashData(part.Content.Span) : null);

    internal string Md5Text => Convert.ToBase64String(Md5);

    internal string? Sha256Text => Sha256 is null ? null : Convert.ToBase64String(Sha256);

    internal static byte[] Md5Of(ReadOnlySpan<byte> bytes) =>
#pragma warning disable CA5351 // The protocol's checksum against damage on the way, not against an attacker.
        MD5.HashData(bytes);
#pragma warning restore CA5351
}
