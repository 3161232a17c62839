using BackupSh;
using BackupSh.Configuration;
using BackupSh.Sources;
using BackupSh.Sources.PostgreSql;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds PostgreSQL databases, and Awkhad databases with their filestores, as sources.</summary>
public static class PostgreSqlBackupShBuilderExtensions
{
    private static readonly ComponentType<IBackupSource, PostgreSqlSourceOptions> Type = new(
        "PostgreSql",
        PostgreSqlSource.Kind,
        PostgreSqlSourceOptionsReading.Read,
        PostgreSqlSourceOptionsValidator.Validate,
        PostgreSqlSource.Create);

    private static readonly ComponentType<IBackupSource, AwkhadDatabaseSourceOptions> AwkhadType = new(
        "AwkhadDatabase",
        AwkhadDatabaseSource.Kind,
        AwkhadDatabaseSourceOptionsReading.Read,
        AwkhadDatabaseSourceOptionsValidator.Validate,
        AwkhadDatabaseSource.Create);

    /// <summary>Adds a PostgreSQL database, or all of a server, as a source.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The source's name; <c>BackupSh:Sources:name</c> is read first, if it is there.</param>
    /// <param name="configure">Runs after the section was read, so code wins.</param>
    /// <returns>The builder.</returns>
    public static IBackupShBuilder AddPostgreSqlSource(
        this IBackupShBuilder builder, string name, Action<PostgreSqlSourceOptions>? configure = null) =>
        builder.AddSource(name, Type, configure);

    /// <summary>Lets a configuration use <c>"Type": "PostgreSql"</c> for a source.</summary>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static IBackupShBuilder AddPostgreSqlSourceType(this IBackupShBuilder builder) => builder.AddSourceType(Type);

    /// <summary>Adds an Awkhad database with its filestore as a source.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The source's name; <c>BackupSh:Sources:name</c> is read first, if it is there.</param>
    /// <param name="configure">Runs after the section was read, so code wins.</param>
    /// <returns>The builder.</returns>
    public static IBackupShBuilder AddAwkhadDatabaseSource(
        this IBackupShBuilder builder, string name, Action<AwkhadDatabaseSourceOptions>? configure = null) =>
        builder.AddSource(name, AwkhadType, configure);

    /// <summary>Lets a configuration use <c>"Type": "AwkhadDatabase"</c> for a source.</summary>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static IBackupShBuilder AddAwkhadDatabaseSourceType(this IBackupShBuilder builder) => builder.AddSourceType(AwkhadType);
}
