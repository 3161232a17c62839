using System.Diagnostics;
using BackupSh.Backups;
using BackupSh.Restore;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Tests.Restore;

/// <summary>What the tests of restoring say again and again.</summary>
internal static class Restoring
{
    internal static FakeSource Source(EngineFixture engine) => (FakeSource)engine.Source;

    internal static Task<RestoreResult> RestoreAsync(
        this EngineFixture engine, string target = "copy", string? storage = null, IProgress<BackupProgress>? progress = null) =>
        engine.Restorer.RestoreAsync(
            "latest:shop",
            new RestoreOptions { Target = target, Storage = storage, Progress = progress },
            TestContext.Current.CancellationToken);

    internal static async Task<VerificationResult> VerifyAsync(this EngineFixture engine) =>
        Assert.Single(await engine.Verifier.VerifyAsync("latest:shop", cancellationToken: TestContext.Current.CancellationToken));

    /// <summary>Gives the host passphrases for reading.</summary>
    internal static void ReadWith(this IBackupShBuilder builder, params string[] passphrases) =>
        builder.Configure(options => options.Keys.Passphrases = [.. passphrases.Select(passphrase => Secret.FromValue(passphrase))]);

    /// <summary>Returns the bytes with one bit flipped.</summary>
    internal static byte[] Flip(byte[] bytes, int bit)
    {
        byte[] flipped = [.. bytes];
        flipped[bit / 8] ^= (byte)(1 << (bit % 8));
        return flipped;
    }

    /// <summary>Every damage that one bit, one cut or one more byte can do.</summary>
    internal static IEnumerable<(string What, byte[] Bytes)> Damages(byte[] bytes, int flipStep = 1, int cutStep = 1)
    {
        Debug.Assert(flipStep > 0 && cutStep > 0, "Steps go forward.");
        for (int bit = 0; bit < bytes.Length * 8; bit += flipStep)
        {
            yield return ($"bit {bit} flipped", Flip(bytes, bit));
        }

        for (int length = 0; length < bytes.Length; length += cutStep)
        {
            yield return ($"cut to {length}", bytes[..length]);
        }

        yield return ("a zero appended", [.. bytes, 0]);
        yield return ("itself appended", [.. bytes, .. bytes]);
    }
}
