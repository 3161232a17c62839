namespace BackupSh.Storage.Dropbox;

/// <summary>One attempt of an operation.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="AccessToken">What lets it in.</param>
/// <param name="Moved">Is told that bytes have moved.</param>
/// <param name="Cancelled">Ends it.</param>
internal sealed record DropboxAttempt(int Number, string AccessToken, Action Moved, CancellationToken Cancelled)
{
    /// <summary>Returns its number only: the token is nobody's business.</summary>
    public override string ToString() => $"attempt {Number}";
}
