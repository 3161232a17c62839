namespace BackupSh.Storage.Dropbox;

/// <summary>How much room is used, and how much there is.</summary>
internal sealed record SpaceAnswer(long? Used, Allocation? Allocation);
