namespace BackupSh.Catalog;

/// <summary>Which backups to list. What is not set does not matter.</summary>
public sealed record BackupQuery
{
    private readonly int? _limit;

    /// <summary>Gets the query for every backup in every storage.</summary>
    public static BackupQuery All { get; } = new();

    /// <summary>Gets the storage's name.</summary>
    public string? Storage { get; init; }

    /// <summary>Gets the database's true name.</summary>
    public string? Database { get; init; }

    /// <summary>Gets the source's name; a backup that names none is found by its database.</summary>
    public string? Source { get; init; }

    /// <summary>Gets the backup's name, without extension.</summary>
    public BackupName? Name { get; init; }

    /// <summary>Gets a label that the backup must have, with its value.</summary>
    public KeyValuePair<string, string>? Label { get; init; }

    /// <summary>Gets the first moment, inclusive.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Gets the last moment, exclusive.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Gets how many backups of each storage at most, the newest ones. 1 or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set to less than 1.</exception>
    public int? Limit
    {
        get => _limit;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value ?? 1, 1, nameof(Limit));
            _limit = value;
        }
    }

    /// <summary>Gets a value indicating whether nobody needs to know what is older than the newest usable backup of each storage.</summary>
    internal bool OnlyToNewestUsable { get; init; }

    /// <summary>Gets the database as file names spell it.</summary>
    internal string? FileDatabase { get; init; }

    private string? EscapedDatabase => FileDatabase ?? (Database is null ? null : BackupName.Escape(Database));

    /// <summary>Gets the prefix that the names of all matching files share.</summary>
    internal string Prefix => Name is not null ? Name + "." : EscapedDatabase is { } database ? database + "." : "";

    /// <summary>Tells from a name alone whether a backup may match.</summary>
    internal bool MayMatch(BackupName name) =>
        (Name is null || name == Name)
        && (EscapedDatabase is not { } database || name.Database == database)
        && (From is null || name.Time >= From)
        && (To is null || name.Time < To);

    /// <summary>Tells whether a backup matches.</summary>
    internal bool Matches(BackupInfo info) =>
        MayMatch(info.Name)
        && (Source is null || SourceOf(info) == Source)
        && (Label is not { } label || (info.Details?.Labels.TryGetValue(label.Key, out string? value) == true && value == label.Value));

    // The modules name no source, and a newer version may name it otherwise.
    private static string SourceOf(BackupInfo info) =>
        info.Details is { Source: { Length: > 0 } source } ? source : BackupName.Unescape(info.Name.Database);
}
