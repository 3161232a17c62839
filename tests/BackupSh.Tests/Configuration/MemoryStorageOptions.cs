namespace BackupSh.Tests.Configuration;

internal sealed class MemoryStorageOptions;
