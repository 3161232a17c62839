using BackupSh.Jobs;
using BackupSh.Options;
using BackupSh.Scheduling;
using BackupSh.Shared;

namespace BackupSh.Configuration;

/// <summary>A job, checked and frozen.</summary>
internal sealed record JobConfiguration
{
    public required string Name { get; init; }

    public required string SourceName { get; init; }

    /// <summary>Gets the storages, the primary one first. At least one.</summary>
    public required IReadOnlyList<JobStorage> Storages { get; init; }

    public required SuccessRule Success { get; init; }

    public required CompressionSettings Compression { get; init; }

    /// <summary>Gets what archives are encrypted with, or <see langword="null"/> for plain ones.</summary>
    public required JobEncryption? Encryption { get; init; }

    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    public required TimeSpan StallTimeout { get; init; }

    public required TimeSpan CleanupTimeout { get; init; }

    /// <summary>Gets a value indicating whether a run copies to its storages what they have missed.</summary>
    public required bool HealsAfterRun { get; init; }

    /// <summary>Gets a value indicating whether the job only simulates: its source and its storages are not touched.</summary>
    public required bool IsSimulation { get; init; }

    public required TimeZoneInfo TimeZone { get; init; }

    /// <summary>Gets the schedules, active ones and others. May be empty.</summary>
    public required IReadOnlyList<JobSchedule> Schedules { get; init; }

    /// <summary>Gets a value indicating whether schedules run it.</summary>
    public required bool IsActive { get; init; }

    /// <summary>Gets the hours in which no scheduled run starts. May be empty.</summary>
    public required IReadOnlyList<BlackOut> BlackOuts { get; init; }

    /// <summary>Gets by how much a scheduled run may start later than it is due.</summary>
    public required TimeSpan Jitter { get; init; }

    /// <summary>Gets who has made it.</summary>
    public JobOrigin Origin { get; init; }

    /// <summary>Gets where each value comes from, with secrets masked.</summary>
    public IReadOnlyList<JobValue> Values { get; init; } = [];

    internal void ThrowIfSimulation()
    {
        if (IsSimulation)
        {
            throw new BackupShException(ErrorTexts.Error("BSH0561", Name));
        }
    }
}
