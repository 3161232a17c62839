namespace BackupSh.Configuration;

/// <summary>Something in the configuration that cannot be used.</summary>
/// <param name="Path">Where, for example <c>BackupSh:Jobs:nightly:Storages:0</c>.</param>
/// <param name="Error">What is wrong and how to mend it. Holds no secret.</param>
public sealed record OptionsFault(string Path, BackupShError Error)
{
    /// <summary>Returns <c>"path: BSH0101: message hint"</c>.</summary>
    /// <returns>The fault in one line.</returns>
    public override string ToString() => $"{Path}: {Error}";
}
