namespace BackupSh.Cli.Output;

/// <summary>Writes the result of <c>decrypt</c> for people.</summary>
internal static class DecryptText
{
    internal static void Write(TextOutput output, DecryptDocument decrypted)
    {
        if (decrypted.File is null)
        {
            return; // standard output holds the bytes, and nothing else
        }

        string what = decrypted.Decompressed ? "Decrypted and decompressed" : "Decrypted";
        output.WriteLine($"{what} '{decrypted.Input}' in {Quantities.Duration(decrypted.DurationSeconds)}.");
        output.WriteLine();
        output.WriteLine($"file  {decrypted.File}");
        output.WriteLine($"size  {Quantities.ExactSize(decrypted.Bytes)}");
        output.WriteNext("the file is not encrypted any more: remove it when it has served");
    }
}
