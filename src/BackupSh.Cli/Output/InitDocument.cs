using System.Text.Json.Serialization;
using BackupSh.Cli.Setup;

namespace BackupSh.Cli.Output;

/// <summary>What <c>init</c> writes.</summary>
/// <param name="File">The configuration file.</param>
/// <param name="Source">The source's name in it.</param>
/// <param name="Storage">The storage's name in it.</param>
/// <param name="Job">The job's name in it.</param>
/// <param name="Encryption"><c>new</c>, <c>variable</c> or <c>none</c>.</param>
/// <param name="PassphraseFile">The file with the new passphrase, or null. The passphrase itself is never here.</param>
/// <param name="Check">What the check of it found.</param>
internal sealed record InitDocument(
    string File, string Source, string Storage, string Job, string Encryption, string? PassphraseFile, CheckDocument Check)
{
    /// <summary>Gets a value indicating whether other commands find the file without being told.</summary>
    [JsonIgnore]
    internal bool IsDefault { get; private init; }

    internal static InitDocument Of(string path, ConfigurationText text, SetupAnswers answers, CheckDocument check, bool isDefault) => new(
        path,
        text.SourceName,
        ConfigurationText.Storage,
        ConfigurationText.Job,
        CliJson.Word(answers.Passphrase),
        answers.PassphraseFile,
        check)
    {
        IsDefault = isDefault,
    };
}
