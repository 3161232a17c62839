namespace BackupSh.OpenPgp.Reading;

/// <summary>How gpg may have compressed the data before it encrypted it.</summary>
// Source: RFC 9580 §9.4 (compression algorithms).
internal enum CompressionAlgorithm : byte
{
    Uncompressed = 0,
    Zip = 1,
    Zlib = 2,
    BZip2 = 3,
}
