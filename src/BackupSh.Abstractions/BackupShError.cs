namespace BackupSh;

/// <summary>An error that somebody can act on: a stable code, what happened, and what to do next.</summary>
/// <param name="Code">The stable code, <c>BSH</c> and four digits, for example <c>BSH0201</c>. See <c>docs/errors.md</c>.</param>
/// <param name="Message">What was attempted, on what, and why it failed. Names things in single quotes. Holds no secret.</param>
/// <param name="Hint">What to do next.</param>
public sealed record BackupShError(string Code, string Message, string Hint)
{
    /// <summary>Returns <c>"BSH0201: message hint"</c>.</summary>
    /// <returns>The error in one line.</returns>
    public override string ToString() => $"{Code}: {Message} {Hint}";
}
