using System.Text.Json.Serialization.Metadata;

namespace BackupSh.Cli.Output;

/// <summary>The two ways to write a command's result.</summary>
/// <param name="Json">How it is written with <c>--json</c>.</param>
/// <param name="Text">How it is written for people.</param>
internal sealed record Presentation<TDocument>(JsonTypeInfo<TDocument> Json, Action<TextOutput, TDocument> Text)
{
    /// <summary>Gets what tells whether the text is data that was asked for. If it only says that all went well,
    /// <c>--quiet</c> leaves it out. The default is that it is data.</summary>
    internal Func<TDocument, bool> IsData { get; init; } = static _ => true;
}
