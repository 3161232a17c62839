using BackupSh;
using BackupSh.Configuration;
using BackupSh.Sources;
using BackupSh.Sources.Sqlite;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds SQLite databases as sources.</summary>
public static class SqliteBackupShBuilderExtensions
{
    private static readonly ComponentType<IBackupSource, SqliteSourceOptions> Type = new(
        "Sqlite",
        SqliteSource.Kind,
        SqliteSourceOptionsReading.Read,
        SqliteSourceOptionsValidator.Validate,
        SqliteSource.Create);

    /// <summary>Adds a SQLite database as a source.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The source's name; <c>BackupSh:Sources:name</c> is read first, if it is there.</param>
    /// <param name="configure">Runs after the section was read, so code wins.</param>
    /// <returns>The builder.</returns>
    public static IBackupShBuilder AddSqliteSource(
        this IBackupShBuilder builder, string name, Action<SqliteSourceOptions>? configure = null) =>
        builder.AddSource(name, Type, configure);

    /// <summary>Lets a configuration use <c>"Type": "Sqlite"</c> for a source.</summary>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static IBackupShBuilder AddSqliteSourceType(this IBackupShBuilder builder) => builder.AddSourceType(Type);
}
