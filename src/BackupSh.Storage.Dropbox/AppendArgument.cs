namespace BackupSh.Storage.Dropbox;

/// <summary>What <c>upload_session/append_v2</c> takes.</summary>
internal sealed record AppendArgument(SessionCursor Cursor, bool Close, string ContentHash);
