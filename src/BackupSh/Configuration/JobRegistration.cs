using BackupSh.Options;

namespace BackupSh.Configuration;

/// <summary>A job that the host's code has named.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Configure">Runs after its section was read, or <see langword="null"/>.</param>
internal sealed record JobRegistration(string Name, Action<BackupJobOptions>? Configure);
