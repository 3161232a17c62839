namespace BackupSh.Cli.Output;

/// <summary>Writes the result of <c>auth</c> for people.</summary>
internal static class AuthText
{
    internal static void Write(TextOutput output, AuthDocument auth)
    {
        output.WriteLine("Done.", Tone.Good, auth.File is null ? " The token lets everybody in who has it: keep it like a password." : $" The token is in '{auth.File}', which only you may read.");
        output.WriteNext(auth.File is null
            ? "put the token where secrets are kept, and name that place as 'RefreshToken' of the storage"
            : $"write \"RefreshToken\": \"file:{auth.File}\" into the storage's configuration");
    }
}
