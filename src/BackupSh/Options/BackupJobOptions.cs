namespace BackupSh.Options;

/// <summary>A job: one source, one or more storages, with schedule, encryption and rotation.</summary>
/// <remarks>The section <c>BackupSh:Jobs:name</c> is read first, then code runs, so code wins.</remarks>
public sealed class BackupJobOptions
{
    /// <summary>The default of <see cref="StallTimeout"/>.</summary>
    public static readonly TimeSpan DefaultStallTimeout = TimeSpan.FromMinutes(5);

    /// <summary>The default of <see cref="CleanupTimeout"/>.</summary>
    public static readonly TimeSpan DefaultCleanupTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets the name of the source.</summary>
    /// <value>Required.</value>
    public string? Source { get; set; }

    /// <summary>Gets or sets the storages, the primary one first.</summary>
    /// <value>At least one, each once. The default is empty.</value>
    public IList<JobStorageOptions> Storages { get; set; } = [];

    /// <summary>Gets or sets when the job runs: a cron expression of five or six fields, or <c>every 1 day</c>.</summary>
    /// <value>In <see cref="TimeZone"/>. The default is <see langword="null"/>: it runs by hand. Adds to <see cref="Schedules"/>.</value>
    public string? Schedule { get; set; }

    /// <summary>Gets or sets several schedules, each active or not.</summary>
    /// <value>The default is empty.</value>
    public IList<JobScheduleOptions> Schedules { get; set; } = [];

    /// <summary>Gets or sets the zone of the schedules, and of the rotation unless that names its own.</summary>
    /// <value>An IANA id such as <c>Europe/Berlin</c>. The default is UTC.</value>
    public string? TimeZone { get; set; }

    /// <summary>Gets or sets a value indicating whether schedules run the job. By hand it runs all the same.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool Active { get; set; } = true;

    /// <summary>Gets or sets hours in which no scheduled run starts. What comes due meanwhile runs once, at their end.</summary>
    /// <value>Such as <c>22:00-06:00</c> or <c>Mon-Fri 08:00-18:00</c>, in <see cref="TimeZone"/>. The default is empty.</value>
    public IList<string> BlackOuts { get; set; } = [];

    /// <summary>Gets or sets by how much a scheduled run may start later than it is due, so that not all jobs start at once.</summary>
    /// <value>0 to 1 day. The delay of each due run follows from the job's name and the time. The default is 0.</value>
    public TimeSpan Jitter { get; set; }

    /// <summary>Gets what archives are encrypted with.</summary>
    /// <value>The default is no encryption, which is said in the log at start.</value>
    public EncryptionOptions Encryption { get; } = new();

    /// <summary>Gets which backups are kept, in every storage that has no rotation of its own.</summary>
    /// <value>The default keeps every backup.</value>
    public RotationOptions Rotation { get; } = new();

    /// <summary>Gets or sets how long archives and info files are locked, so that nobody can delete them, whoever asks.</summary>
    /// <value>1 minute to 36,500 days. The default is <see langword="null"/>: they are not locked. Holds for every storage that does
    /// not name its own <see cref="JobStorageOptions.LockFor"/>. Refused at start for a storage that cannot lock objects
    /// (<see cref="BackupSh.Storage.IObjectLockStorage"/>).</value>
    public TimeSpan? LockFor { get; set; }

    /// <summary>Gets or sets a value indicating whether the job is there to try a rotation on backups that nobody has made. It
    /// backs nothing up, and neither its source nor its storages are touched: see <see cref="BackupSh.Rotation.RotationRunner"/>.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool Simulation { get; set; }

    /// <summary>Gets how archives are compressed.</summary>
    public CompressionOptions Compression { get; } = new();

    /// <summary>Gets or sets when a run has succeeded.</summary>
    /// <value>The default is <see cref="SuccessRule.All"/>.</value>
    public SuccessRule Success { get; set; }

    /// <summary>Gets or sets how long a storage may take nothing, while others wait for it, before the run goes on without it.</summary>
    /// <value>1 second to 1 day. The default is 5 minutes.</value>
    public TimeSpan StallTimeout { get; set; } = DefaultStallTimeout;

    /// <summary>Gets or sets how long a cancelled or failed run may clean up.</summary>
    /// <value>1 second to 1 hour. The default is 30 seconds.</value>
    public TimeSpan CleanupTimeout { get; set; } = DefaultCleanupTimeout;

    /// <summary>Gets or sets a value indicating whether a run, once its own backup stands, copies to its storages what they have missed of
    /// the same database before: the newest ten at most.</summary>
    /// <value>The default is <see langword="true"/>. A sync copies the rest (<see cref="BackupSh.Catalog.Sync.CatalogSync"/>).</value>
    public bool HealAfterRun { get; set; } = true;

    /// <summary>Gets or sets labels that go into the info file and that lists are filtered by.</summary>
    /// <value>Keys: 1 to 63 characters, <c>^[A-Za-z0-9][A-Za-z0-9_.-]*$</c>, without regard to case. Values: at most 256 characters without
    /// control characters. The default is empty.</value>
    public IDictionary<string, string> Labels { get; set; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
}
