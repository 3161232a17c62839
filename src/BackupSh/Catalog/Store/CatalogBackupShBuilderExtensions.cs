using BackupSh;
using BackupSh.Catalog.Store;
using BackupSh.Configuration;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds stores for the catalog: what the packages' own <c>Add…Catalog</c> methods are made of.</summary>
public static class CatalogBackupShBuilderExtensions
{
    /// <summary>Lets a configuration name a type of store in <c>Catalog:Type</c>.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="type">The type. Adding it twice is adding it once.</param>
    /// <returns>The builder.</returns>
    public static IBackupShBuilder AddCatalogType(this IBackupShBuilder builder, ComponentType<CatalogStore> type)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(type);
        if (!builder.Services.Any(service => ReferenceEquals(service.ImplementationInstance, type)))
        {
            builder.Services.AddSingleton(type);
        }

        return builder;
    }

    /// <summary>Keeps the catalog in a store of a type with options. Without such a call it is kept in memory.</summary>
    /// <typeparam name="TOptions">The type's options.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="type">The type.</param>
    /// <param name="configure">Runs after the section <c>Catalog</c> was read, so code wins.</param>
    /// <returns>The builder.</returns>
    /// <remarks>There is one store in a container; a second call is a fault of the configuration.</remarks>
    public static IBackupShBuilder AddCatalog<TOptions>(
        this IBackupShBuilder builder, ComponentType<CatalogStore, TOptions> type, Action<TOptions>? configure = null)
        where TOptions : class, new()
    {
        builder.AddCatalogType(type);
        builder.Services.AddSingleton(new ComponentRegistration<CatalogStore>(EngineKeys.Catalog, type, configure));
        return builder;
    }
}
