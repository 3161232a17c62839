using System.Diagnostics.CodeAnalysis;
using BackupSh;
using BackupSh.Configuration;
using BackupSh.Encryption;
using BackupSh.Events;
using BackupSh.Options;
using BackupSh.Restore;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds jobs, encryptors, observers and hooks.</summary>
public static class BackupShEngineBuilderExtensions
{
    /// <summary>Sets what holds for all jobs: the instance's name, the keys to read with.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Runs after the section was read, so code wins.</param>
    /// <returns>The builder.</returns>
    public static IBackupShBuilder Configure(this IBackupShBuilder builder, Action<BackupShOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.Configure(configure);
        return builder;
    }

    /// <summary>Adds a job.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The job's name; <c>BackupSh:Jobs:name</c> is read first, if it is there.</param>
    /// <param name="configure">Runs after the section was read, so code wins; or <see langword="null"/>.</param>
    /// <returns>The builder.</returns>
    public static IBackupShBuilder AddJob(this IBackupShBuilder builder, string name, Action<BackupJobOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        builder.Services.AddSingleton(new JobRegistration(name, configure));
        return builder;
    }

    /// <summary>Adds an encryptor of the host's own, which jobs name in <see cref="EncryptionOptions.Encryptor"/>.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The encryptor's name.</param>
    /// <param name="create">Makes it; called once.</param>
    /// <returns>The builder.</returns>
    public static IBackupShBuilder AddEncryptor(
        this IBackupShBuilder builder, string name, Func<IServiceProvider, IBackupEncryptor> create)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(create);
        builder.Services.AddSingleton(new EncryptorRegistration(name, create));
        return builder;
    }

    /// <summary>Adds an observer, once; it is told of everything that happens.</summary>
    /// <typeparam name="TObserver">The observer, made with the host's services.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static IBackupShBuilder AddObserver<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TObserver>(
        this IBackupShBuilder builder)
        where TObserver : class, IBackupObserver
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IBackupObserver, TObserver>());
        return builder;
    }

    /// <summary>Adds a hook, once; it runs in every restore.</summary>
    /// <typeparam name="THook">The hook, made with the host's services.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static IBackupShBuilder AddRestoreHook<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THook>(
        this IBackupShBuilder builder)
        where THook : class, IRestoreHook
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IRestoreHook, THook>());
        return builder;
    }
}
