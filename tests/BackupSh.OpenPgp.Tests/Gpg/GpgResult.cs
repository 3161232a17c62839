using System.Text;

namespace BackupSh.OpenPgp.Tests.Gpg;

/// <summary>What gpg answered: its exit code, its output's bytes, and its status lines with its messages.</summary>
public sealed record GpgResult(int ExitCode, byte[] Output, string Status)
{
    public string Text => Encoding.UTF8.GetString(Output);

    /// <summary>gpg's exit code alone proves nothing: a message without data gives 0, too.</summary>
    public bool Decrypted => ExitCode == 0
        && Status.Contains("[GNUPG:] DECRYPTION_OKAY", StringComparison.Ordinal)
        && Status.Contains("[GNUPG:] GOODMDC", StringComparison.Ordinal);

    public GpgResult EnsureSucceeded()
    {
        Assert.True(ExitCode == 0, $"gpg failed with {ExitCode}:\n{Status}");
        return this;
    }
}
