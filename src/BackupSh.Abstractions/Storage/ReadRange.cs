namespace BackupSh.Storage;

/// <summary>Which part of an object to read.</summary>
/// <param name="Offset">The first byte, counted from 0.</param>
/// <param name="Length">How many bytes at most, or <see langword="null"/> for all the rest.</param>
/// <param name="IfVersion">The <see cref="StorageObject.Version"/> that the object must still have, or <see langword="null"/>.</param>
public readonly record struct ReadRange(long Offset = 0, long? Length = null, string? IfVersion = null)
{
    /// <summary>Gets the whole object.</summary>
    public static ReadRange All => default;
}
