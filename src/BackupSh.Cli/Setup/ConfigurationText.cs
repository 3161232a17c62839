using System.Data.Common;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using BackupSh.Rotation;

namespace BackupSh.Cli.Setup;

/// <summary>Writes a configuration with comments, for people to read and to go on with. It holds no secret.</summary>
internal sealed partial class ConfigurationText(SetupAnswers answers, string folder)
{
    internal const string Job = "nightly";
    internal const string Storage = "local";

    // Source: the rule for names of sources (docs/configuration.md).
    private const int MaximumNameLength = 100;

    // Paths are to be read: only what JSON itself needs is escaped.
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Gets the source's name: the name of the file or folder, as far as a name may have its characters.</summary>
    internal string SourceName { get; } = NameOf(answers);

    public override string ToString() =>
        $$"""
        // Made by 'backupsh init'. docs/configuration.md describes every key. Relative paths count from this file's folder.
        {
          "BackupSh": {
            // What is backed up.
            "Sources": {
              {{Text(SourceName)}}: { {{Source()}} }
            },

            // Where backups are stored. One on the same disk does not survive the disk: add another, and name it in the job.
            "Storages": {
              {{Text(Storage)}}: { "Type": "FileSystem", "Directory": {{Text(Relative(answers.Storage))}} }
            },

            // What 'backupsh run {{Job}}' does. Let cron or a timer call it.
            "Jobs": {
              {{Text(Job)}}: {
                "Source": {{Text(SourceName)}},
                "Storages": [{{Text(Storage)}}],
        {{Encryption()}}
                // What is kept: the newest good backup of each of the last so many days, weeks and months.
                // A number, "unlimited" or "disabled".
                "Rotation": { "Daily": {{Rule(answers.Daily)}}, "Weekly": {{Rule(answers.Weekly)}}, "Monthly": {{Rule(answers.Monthly)}} }
              }
            }
          }
        }

        """.ReplaceLineEndings("\n");

    private string Source()
    {
        string path = Relative(answers.Source);
        return answers.Kind == SourceKind.Folder
            ? $"\"Type\": \"Folder\", \"Directory\": {Text(path)}"
            : $"\"Type\": \"Sqlite\", \"ConnectionString\": {Text(new DbConnectionStringBuilder { ["Data Source"] = path }.ConnectionString)}";
    }

    private string Encryption()
    {
        const string indent = "        ";
        if (answers.Passphrase == PassphraseChoice.None)
        {
            return $$"""

                {{indent}}// Backups are not encrypted. To encrypt them: "Encryption": { "Passphrase": "${{{Interview.Variable}}}" },

                """;
        }

        string reference = answers.PassphraseFile is { } file ? "file:" + Relative(file) : $"${{{Interview.Variable}}}";
        string where = answers.PassphraseFile is null ? "the environment" : "that file";
        return $$"""

            {{indent}}// Read from {{where}} at each run. Who has lost the passphrase has lost the backups: keep it elsewhere, too.
            {{indent}}"Encryption": { "Passphrase": {{Text(reference)}} },

            """;
    }

    private string Relative(string path) => Path.GetRelativePath(folder, path) is var relative && relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;

    private static string NameOf(SetupAnswers answers)
    {
        string text = answers.Kind == SourceKind.Folder ? Path.GetFileName(answers.Source) : Path.GetFileNameWithoutExtension(answers.Source);
        string name = NotInName().Replace(text, "-").Trim('-', '.', '_');
        return name.Length is > 0 and <= MaximumNameLength ? name : answers.Kind == SourceKind.Folder ? "folder" : "database";
    }

    private static string Rule(RotationRule rule) => rule.Limit is { } limit ? $"{limit}" : Text(rule.ToString());

    private static string Text(string text) => JsonSerializer.Serialize(text, Readable);

    [GeneratedRegex("[^A-Za-z0-9_.]+", RegexOptions.CultureInvariant)]
    private static partial Regex NotInName();
}
