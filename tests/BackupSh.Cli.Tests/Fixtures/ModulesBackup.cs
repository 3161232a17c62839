namespace BackupSh.Cli.Tests.Fixtures;

/// <summary>A backup as the Awkhad modules leave it: a zip encrypted by gpg, and an info file without hash.</summary>
internal static class ModulesBackup
{
    internal const string Name = "erp.2026-11-20_03-00-00";
    internal const string Archive = Name + ".zip.enc";

    internal static void Put(CliFixture cli)
    {
        Directory.CreateDirectory(cli.Storage);
        File.Copy(Vectors.PathOf("gpg-passphrase.gpg"), Path.Combine(cli.Storage, Archive));
        File.WriteAllText(Path.Combine(cli.Storage, Name + ".info"), """
            [common]
            database = erp
            encrypted = True
            upload_datetime = 2026-11-20_03-00-00
            backup_size = 0.00019073486328125
            storage_service = awkhad_backup_sh

            """);
        File.WriteAllText(cli.PathOf("passphrase"), Vectors.Passphrase);
    }
}
