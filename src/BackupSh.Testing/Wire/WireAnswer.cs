namespace BackupSh.Testing.Wire;

/// <summary>What a <see cref="WireFault"/> answers in the place of the server.</summary>
/// <param name="StatusCode">The status.</param>
public sealed record WireAnswer(int StatusCode)
{
    /// <summary>Gets the body, sent as UTF-8. The default is empty.</summary>
    public string Body { get; init; } = "";

    /// <summary>Gets the body's media type. The default is plain text.</summary>
    public string ContentType { get; init; } = "text/plain; charset=utf-8";

    /// <summary>Gets further headers. The default is none.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}
