namespace BackupSh.Cli.Output;

/// <summary>A cell of a <see cref="TextTable"/>.</summary>
/// <param name="Text">The text, as it came: what cannot be seen is escaped when it is written.</param>
/// <param name="Tone">What it says beside its words.</param>
internal readonly record struct TextCell(string Text, Tone Tone = Tone.Plain)
{
    public static implicit operator TextCell(string text) => new(text);
}
