namespace BackupSh.Storage;

/// <summary>A link to an object that works for a while, for everybody who has it.</summary>
/// <param name="address">An HTTP or HTTPS address that answers GET with the object.</param>
/// <param name="expiresAt">When it ends, UTC; it may end earlier if the credentials that made it do.</param>
public sealed class TemporaryLink(Uri address, DateTimeOffset expiresAt)
{
    /// <summary>Gets the address. It holds what it needs to be let in: log it nowhere.</summary>
    public Uri Address { get; } = address;

    /// <summary>Gets when it ends, UTC.</summary>
    public DateTimeOffset ExpiresAt { get; } = expiresAt;

    /// <summary>Returns the host and the end, but not the address: it may turn up in a log.</summary>
    /// <returns>For example <c>link to example.com until 2026-11-24T04:00:00.0000000+00:00</c>.</returns>
    public override string ToString() => $"link to {Address.Host} until {ExpiresAt:O}";
}
