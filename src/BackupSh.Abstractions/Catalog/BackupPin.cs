namespace BackupSh.Catalog;

/// <summary>A mark that keeps a backup from being rotated: the object <c>{database}.{time}.pin</c> beside it.</summary>
/// <param name="Reason">Why it is kept. May be empty.</param>
/// <param name="Until">When the pin ends, in whole seconds, or <see langword="null"/> for never.</param>
/// <param name="By">Who pinned it. May be empty.</param>
public sealed record BackupPin(string Reason, DateTimeOffset? Until, string By)
{
    /// <summary>Tells whether the pin keeps its backup at a moment.</summary>
    /// <param name="now">The moment.</param>
    /// <returns><see langword="true"/> before <see cref="Until"/>, and always without one.</returns>
    public bool HoldsAt(DateTimeOffset now) => Until is not { } until || now < until;
}
