namespace BackupSh.Storage.Dropbox;

/// <summary>An access token.</summary>
internal sealed record TokenAnswer(string? AccessToken, long? ExpiresIn);
