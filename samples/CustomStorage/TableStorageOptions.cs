namespace CustomStorage;

public sealed class TableStorageOptions
{
    /// <summary>Gets or sets the SQLite database that holds the backups. It must exist: <see cref="TableDatabase.Create"/> makes it.</summary>
    public string File { get; set; } = "";
}
