namespace BackupSh.Configuration;

/// <summary>A storage of a job.</summary>
/// <param name="Name">The storage's name, as the storage itself spells it.</param>
internal sealed record JobStorage(string Name);
