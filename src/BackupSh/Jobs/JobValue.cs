namespace BackupSh.Jobs;

/// <summary>A value of a job.</summary>
/// <param name="Key">Its key below the job, as in a configuration: <c>Storages:0:Name</c>.</param>
/// <param name="Value">The value as a configuration spells it; <see cref="Secret.Mask"/> for a secret.</param>
/// <param name="Origin">Where it comes from.</param>
public sealed record JobValue(string Key, string Value, JobOrigin Origin);
