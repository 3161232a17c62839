namespace BackupSh.Storage.Dropbox;

/// <summary>What <c>list_folder/continue</c> takes.</summary>
internal sealed record CursorArgument(string Cursor);
