namespace BackupSh.Cli.Output;

/// <summary>A key of an info file that this version does not know.</summary>
internal sealed record InfoEntry(string Section, string Key, string Value);
