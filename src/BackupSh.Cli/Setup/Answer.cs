namespace BackupSh.Cli.Setup;

/// <summary>An answer, or why it is none.</summary>
/// <param name="Value">What it means.</param>
/// <param name="Fault">What is wrong with it, as a sentence; or null.</param>
internal readonly record struct Answer<T>(T? Value, string? Fault)
{
    internal static Answer<T> Of(T value) => new(value, null);

    internal static Answer<T> Wrong(string fault) => new(default, fault);
}
