namespace BackupSh.Configuration;

/// <summary>A part of a configuration, as read: a value, or keys with parts of their own.</summary>
/// <param name="Key">The last key of its path.</param>
/// <param name="Value">The value, or <see langword="null"/>. May be a secret: do not print it.</param>
/// <param name="Children">The parts below, in the configuration's order. Empty for a value.</param>
public sealed record OptionsSection(string Key, string? Value, IReadOnlyList<OptionsSection> Children)
{
    /// <summary>Returns the key only: the values may be secrets.</summary>
    /// <returns>The key.</returns>
    public override string ToString() => Key;
}
