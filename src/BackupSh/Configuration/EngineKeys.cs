namespace BackupSh.Configuration;

/// <summary>The keys of a configuration that hold named things, or one of several types.</summary>
internal static class EngineKeys
{
    internal const string DefaultRoot = "BackupSh";
    internal const string Sources = "Sources";
    internal const string Storages = "Storages";
    internal const string Jobs = "Jobs";
    internal const string Catalog = "Catalog";
    internal const string Encryptors = "Encryptors";
    internal const string Type = "Type";
}
