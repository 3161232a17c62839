namespace BackupSh.Storage.Dropbox;

/// <summary>What <c>upload_session/finish</c> takes.</summary>
internal sealed record FinishArgument(SessionCursor Cursor, CommitArgument Commit);
