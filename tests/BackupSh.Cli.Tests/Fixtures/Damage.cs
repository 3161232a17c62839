namespace BackupSh.Cli.Tests.Fixtures;

/// <summary>Damages files.</summary>
internal static class Damage
{
    /// <summary>Flips a bit in the last byte but so many.</summary>
    internal static void Flip(string path, int fromEnd = 100)
    {
        byte[] bytes = File.ReadAllBytes(path);
        bytes[^fromEnd] ^= 1;
        File.WriteAllBytes(path, bytes);
    }
}
