namespace BackupSh.Cli.Output;

/// <summary>Writes the result of <c>download</c> for people.</summary>
internal static class DownloadText
{
    internal static void Write(TextOutput output, DownloadDocument downloaded)
    {
        if (downloaded.File is null)
        {
            return; // standard output holds the bytes, and nothing else
        }

        string duration = Quantities.Duration(downloaded.DurationSeconds);
        output.WriteLine("Downloaded", Tone.Good, $" '{downloaded.Backup}' from storage '{downloaded.Storage}' in {duration}.");
        output.WriteLine();
        output.WriteLine($"file      {downloaded.File}");
        output.WriteLine($"size      {Quantities.ExactSize(downloaded.Bytes)}");
        output.WriteLine($"checked   {string.Join(", ", downloaded.Checked.Select(Words))}");
        if (!downloaded.Checked.Contains("archiveSha256"))
        {
            output.WriteLine("          (the Awkhad modules made this backup: they write down no hash)");
        }

        if (downloaded.Encrypted && !downloaded.Decrypted)
        {
            output.WriteNext("'backupsh decrypt FILE' or 'gpg --decrypt FILE' opens it");
        }
        else if (downloaded.Encrypted)
        {
            output.WriteNext("the file is not encrypted any more: remove it when it has served");
        }
    }

    private static string Words(string check) => check switch
    {
        "archiveBytes" => "size of the archive",
        "archiveSha256" => "SHA-256 of the archive",
        "decryption" => "integrity of the encrypted message",
        "contentBytes" => "size of the content",
        "contentSha256" => "SHA-256 of the content",
        _ => check,
    };
}
