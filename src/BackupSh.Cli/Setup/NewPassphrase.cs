using System.Security.Cryptography;

namespace BackupSh.Cli.Setup;

/// <summary>Makes a passphrase that nobody guesses, and that can be copied by hand.</summary>
internal static class NewPassphrase
{
    // No letter that looks like a digit or like another one: 32 characters are 5 bits each.
    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    // 150 bits: beyond guessing, without counting on the slow derivation of the key.
    private const int Groups = 6;
    private const int GroupLength = 5;

    /// <summary>Returns for example <c>K7QMZ-…</c>: six groups of five.</summary>
    internal static string Create() =>
        string.Join('-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Alphabet, GroupLength)));
}
