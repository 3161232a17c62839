using System.Text.Json.Serialization.Metadata;

namespace BackupSh.Cli.Output;

/// <summary>The two ways to write a command's result.</summary>
/// <param name="Json">How it is written with <c>--json</c>.</param>
/// <param name="Text">How it is written for people.</param>
internal sealed record Presentation<TDocument>(JsonTypeInfo<TDocument> Json, Action<TextOutput, TDocument> Text);
