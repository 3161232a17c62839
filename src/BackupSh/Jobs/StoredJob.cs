namespace BackupSh.Jobs;

/// <summary>A job of run time as the catalog keeps it.</summary>
/// <param name="Values">What is set, by key, without the secrets.</param>
/// <param name="Secrets">The secrets by key, protected.</param>
/// <param name="Protection">The name of what protects them, or <see langword="null"/> if there are none.</param>
internal sealed record StoredJob(
    IReadOnlyDictionary<string, string> Values, IReadOnlyDictionary<string, string> Secrets, string? Protection);
