namespace BackupSh.Storage;

/// <summary>A storage's room.</summary>
/// <param name="TotalBytes">All of it, in bytes, or <see langword="null"/> if unknown or unlimited.</param>
/// <param name="FreeBytes">What is left, in bytes, or <see langword="null"/> if unknown or unlimited.</param>
public sealed record StorageSpace(long? TotalBytes, long? FreeBytes);
