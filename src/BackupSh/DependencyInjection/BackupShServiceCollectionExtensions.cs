using BackupSh;
using BackupSh.Catalog.Store;
using BackupSh.Configuration;
using BackupSh.DependencyInjection;
using BackupSh.Options;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the backup engine to a host.</summary>
public static class BackupShServiceCollectionExtensions
{
    /// <summary>Adds the backup engine; sources, storages and jobs are named in code.</summary>
    /// <param name="services">The host's services.</param>
    /// <returns>The builder, which packages extend.</returns>
    /// <remarks>One engine per container: calling it again adds to what is there. A fault of the configuration stops the
    /// host's start with a <see cref="BackupShConfigurationException"/> that lists every fault; without a host, the first
    /// use of the engine throws it.</remarks>
    public static IBackupShBuilder AddBackupSh(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptionsWithValidateOnStart<BackupShOptions, StartValidation>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(EngineConfigurationReader.Read);
        services.TryAddSingleton(static provider =>
            new ComponentRegistry(provider.GetRequiredService<UncheckedConfiguration>().Value, provider));
        services.TryAddSingleton(EngineConfigurationFactory.Create);
        services.AddEngine();
        return new BackupShBuilder(services).AddFileSystemStorageType().AddFolderSourceType().AddCatalogType(InMemoryCatalogType.Instance);
    }

    /// <summary>Adds the backup engine with what a configuration names.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="section">The section, for example <c>configuration.GetSection("BackupSh")</c>. Read when the host starts.
    /// Several sections add up; a name that two of them have is a fault.</param>
    /// <param name="baseDirectory">The folder that relative paths in the section count from, or <see langword="null"/> for
    /// the working directory.</param>
    /// <returns>The builder, which packages extend.</returns>
    /// <remarks><inheritdoc cref="AddBackupSh(IServiceCollection)" path="/remarks/node()"/></remarks>
    public static IBackupShBuilder AddBackupSh(this IServiceCollection services, IConfigurationSection section, string? baseDirectory = null)
    {
        ArgumentNullException.ThrowIfNull(section);
        IBackupShBuilder builder = services.AddBackupSh();
        services.AddSingleton(new ConfiguredSection(section, baseDirectory));
        return builder;
    }
}
