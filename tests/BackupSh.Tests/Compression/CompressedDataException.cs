namespace BackupSh.Tests.Compression;

/// <summary>What these tests let the decompression throw.</summary>
internal sealed class CompressedDataException(string what, Exception? cause) : Exception(what, cause);
