namespace BackupSh.Storage.Dropbox;

/// <summary>What <c>upload_session/start</c> takes.</summary>
internal sealed record StartArgument(string SessionType);
