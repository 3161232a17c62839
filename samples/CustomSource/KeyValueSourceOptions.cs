namespace CustomSource;

public sealed class KeyValueSourceOptions
{
    /// <summary>Gets or sets the database to back up. Not needed to restore.</summary>
    public string? Database { get; set; }
}
