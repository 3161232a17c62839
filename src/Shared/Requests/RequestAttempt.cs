namespace BackupSh.Shared;

/// <summary>One attempt of an operation.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="OnFreshConnection">Whether it must not use a connection that was used before.</param>
/// <param name="WithNewCredentials">Whether it must get new credentials first.</param>
internal readonly record struct RequestAttempt(int Number, bool OnFreshConnection, bool WithNewCredentials)
{
    internal static RequestAttempt First => new(1, false, false);
}
