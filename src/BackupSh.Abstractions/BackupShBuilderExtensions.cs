using BackupSh;
using BackupSh.Configuration;
using BackupSh.Sources;
using BackupSh.Storage;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds sources and storages: what the packages' own <c>Add…</c> methods are made of.</summary>
public static class BackupShBuilderExtensions
{
    /// <summary>Lets a configuration name a type of source.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="type">The type. Adding it twice is adding it once.</param>
    /// <returns>The builder.</returns>
    public static IBackupShBuilder AddSourceType(this IBackupShBuilder builder, ComponentType<IBackupSource> type) => builder.AddType(type);

    /// <summary>Lets a configuration name a type of storage.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="type">The type. Adding it twice is adding it once.</param>
    /// <returns>The builder.</returns>
    public static IBackupShBuilder AddStorageType(this IBackupShBuilder builder, ComponentType<IBackupStorage> type) => builder.AddType(type);

    /// <summary>Adds a source of a type with options.</summary>
    /// <typeparam name="TOptions">The type's options.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The source's name; <c>BackupSh:Sources:name</c> is read first, if it is there.</param>
    /// <param name="type">The type.</param>
    /// <param name="configure">Runs after the section was read, so code wins.</param>
    /// <returns>The builder.</returns>
    public static IBackupShBuilder AddSource<TOptions>(
        this IBackupShBuilder builder, string name, ComponentType<IBackupSource, TOptions> type, Action<TOptions>? configure = null)
        where TOptions : class, new() =>
        builder.AddSourceType(type).AddComponent<IBackupSource>(name, type, configure);

    /// <summary>Adds a storage of a type with options.</summary>
    /// <typeparam name="TOptions">The type's options.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The storage's name; <c>BackupSh:Storages:name</c> is read first, if it is there.</param>
    /// <param name="type">The type.</param>
    /// <param name="configure">Runs after the section was read, so code wins.</param>
    /// <returns>The builder.</returns>
    public static IBackupShBuilder AddStorage<TOptions>(
        this IBackupShBuilder builder, string name, ComponentType<IBackupStorage, TOptions> type, Action<TOptions>? configure = null)
        where TOptions : class, new() =>
        builder.AddStorageType(type).AddComponent<IBackupStorage>(name, type, configure);

    /// <summary>Adds a source of the host's own.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The source's name.</param>
    /// <param name="create">Makes it; called once.</param>
    /// <returns>The builder.</returns>
    public static IBackupShBuilder AddSource(this IBackupShBuilder builder, string name, Func<IServiceProvider, IBackupSource> create) =>
        builder.AddComponent(name, Custom(name, create), configure: null);

    /// <summary>Adds a storage of the host's own.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The storage's name, which its info files give as the storage service.</param>
    /// <param name="create">Makes it; called once.</param>
    /// <returns>The builder.</returns>
    public static IBackupShBuilder AddStorage(this IBackupShBuilder builder, string name, Func<IServiceProvider, IBackupStorage> create) =>
        builder.AddComponent(name, Custom(name, create), configure: null);

    private static IBackupShBuilder AddType<T>(this IBackupShBuilder builder, ComponentType<T> type)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(type);
        if (!builder.Services.Any(service => ReferenceEquals(service.ImplementationInstance, type)))
        {
            builder.Services.AddSingleton(type);
        }

        return builder;
    }

    private static IBackupShBuilder AddComponent<T>(this IBackupShBuilder builder, string name, ComponentType<T> type, Delegate? configure)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        builder.Services.AddSingleton(new ComponentRegistration<T>(name, type, configure));
        return builder;
    }

    private static ComponentType<T, object> Custom<T>(string name, Func<IServiceProvider, T> create)
        where T : class
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(create);
        return new ComponentType<T, object>(name, name, static (_, _) => { }, static (_, _) => { }, (_, _, services) => create(services));
    }
}
