namespace BackupSh.Sources;

/// <summary>What a restore asks of a source.</summary>
public sealed class RestoreRequest
{
    /// <summary>Gets where the restored data shall appear: a new file, folder or database.</summary>
    public required string Target { get; init; }

    /// <summary>Gets a value indicating whether an existing target may be replaced; it is kept beside the new one, under
    /// the name that <see cref="RestoreReport.PreviousTarget"/> gives. The default is <see langword="false"/>.</summary>
    public bool Replace { get; init; }

    /// <summary>Gets the moment of the restore, UTC, for names of things that are kept aside.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Gets what to call when the data is whole and checked but not yet in its place, with where it stands until
    /// then. If it throws, the restore fails and nothing appears. Never null.</summary>
    public Func<string, CancellationToken, Task> BeforePublish { get; init; } = static (_, _) => Task.CompletedTask;
}
