namespace BackupSh.Sources.PostgreSql;

/// <summary>What a restored database must not do: run the backups of the one it was made from.</summary>
internal static class SuspensionDefaults
{
    // Source: the Awkhad modules' own restore makes the rows inactive that these tables hold or name.
    internal static IReadOnlyList<string> Crons { get; } = ["awkhad_backup_sh_config_cron"];

    internal static IReadOnlyList<string> Configs { get; } = ["awkhad_backup_sh_config"];
}
