namespace BackupSh.Sources;

/// <summary>What a restore asks of a source.</summary>
public sealed class RestoreRequest
{
    /// <summary>Gets where the restored data shall appear: a new file, folder or database.</summary>
    public required string Target { get; init; }

    /// <summary>Gets a value indicating whether an existing target may be replaced; it is kept beside the new one, under
    /// the name that <see cref="RestoreReport.PreviousTarget"/> gives. The default is <see langword="false"/>.</summary>
    public bool Replace { get; init; }

    /// <summary>Gets a value indicating whether sessions that hold an existing target, which shall be replaced, may be ended. The
    /// default is <see langword="false"/>: they are an error that lists them. Matters to databases on servers.</summary>
    public bool Disconnect { get; init; }

    /// <summary>Gets a value indicating whether the restored data take the place of the original, which is gone. The default is
    /// <see langword="false"/>: they are a copy beside it, and get an identity of their own where their kind has one.</summary>
    public bool Move { get; init; }

    /// <summary>Gets the moment of the restore, UTC, for names of things that are kept aside.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Gets what to call when the data is whole and checked but not yet in its place, with where it stands until
    /// then. If it throws, the restore fails and nothing appears. Never null.</summary>
    public Func<string, CancellationToken, Task> BeforePublish { get; init; } = static (_, _) => Task.CompletedTask;
}
