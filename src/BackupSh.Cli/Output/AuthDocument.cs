namespace BackupSh.Cli.Output;

/// <summary>What <c>auth</c> writes. The token itself is never here.</summary>
/// <param name="Service">The word of the command line, for example <c>dropbox</c>.</param>
/// <param name="AppKey">The app that was let in.</param>
/// <param name="File">The file with the token, or null.</param>
internal sealed record AuthDocument(string Service, string AppKey, string? File);
