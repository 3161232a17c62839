using System.Globalization;

namespace BackupSh.Sources.PostgreSql.Dump;

/// <summary>The arguments of the dumping tools. Every value is joined to its option, so that none is taken for one.</summary>
internal static class DumpArguments
{
    internal static IEnumerable<string> OfDatabase(PostgreSqlSourceOptions options, string connection, string? moment) =>
    [
        "--dbname=" + connection,
        "--no-password",
        Wait(options.LockTimeout),
        .. options.Format == DumpFormat.Plain ? ["--format=plain"] : (string[])["--format=custom", "--compress=0"],
        .. moment is null ? [] : (string[])["--snapshot=" + moment],
        .. options.Schemas.Select(pattern => "--schema=" + pattern),
        .. options.ExcludeSchemas.Select(pattern => "--exclude-schema=" + pattern),
        .. options.Tables.Select(pattern => "--table=" + pattern),
        .. options.ExcludeTables.Select(pattern => "--exclude-table=" + pattern),
        .. options.ExcludeTableData.Select(pattern => "--exclude-table-data=" + pattern),
    ];

    /// <summary>What an Awkhad database manager dumps: SQL without owners.</summary>
    internal static IEnumerable<string> OfAwkhad(string connection, TimeSpan lockTimeout, string moment) =>
        ["--dbname=" + connection, "--no-password", Wait(lockTimeout), "--format=plain", "--no-owner", "--snapshot=" + moment];

    internal static IEnumerable<string> OfGlobals(string connection) => ["--dbname=" + connection, "--no-password", "--globals-only"];

    private static string Wait(TimeSpan timeout) => "--lock-wait-timeout=" + ((long)timeout.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
}
