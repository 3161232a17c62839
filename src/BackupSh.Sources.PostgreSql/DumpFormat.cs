namespace BackupSh.Sources.PostgreSql;

/// <summary>What a dump of a PostgreSQL database is written as.</summary>
public enum DumpFormat
{
    /// <summary>The archive of <c>pg_dump -Fc</c>, not compressed by itself: <c>pg_restore</c> reads it, whole or in parts.</summary>
    Custom,

    /// <summary>SQL that <c>psql</c> executes.</summary>
    Plain,
}
