using BackupSh.Storage;

namespace BackupSh.Configuration;

/// <summary>What <c>Type</c> names in a configuration, with its options.</summary>
/// <typeparam name="TComponent"><see cref="Sources.IBackupSource"/> or <see cref="Storage.IBackupStorage"/>.</typeparam>
/// <typeparam name="TOptions">Its options: a class with defaults.</typeparam>
/// <param name="name">The word in the configuration, for example <c>Sqlite</c>.</param>
/// <param name="infoName">The word in the info file, for example <c>sqlite</c>.</param>
/// <param name="read">Asks the reader for every option.</param>
/// <param name="validate">Reports what is missing or wrong.</param>
/// <param name="create">Makes the component from its name, its options and the host's services.</param>
public sealed class ComponentType<TComponent, TOptions>(
    string name,
    string infoName,
    Action<OptionsReader, TOptions> read,
    Action<TOptions, OptionsScope> validate,
    Func<string, TOptions, IServiceProvider, TComponent> create) : ComponentType<TComponent>(name, infoName)
    where TComponent : class
    where TOptions : class, new()
{
    /// <summary>Gets what tells, from a storage's options, the least rights that each role needs in it.</summary>
    /// <value>At most one policy per role. The default is <see langword="null"/>: the type does not tell. It is asked by
    /// <c>backupsh check --deep</c>, makes no request, and puts no secret into a text.</value>
    public Func<TOptions, IReadOnlyList<AccessPolicy>>? LeastRights { get; init; }

    /// <inheritdoc/>
    public override ComponentBinding<TComponent> Bind(string name, OptionsReader? section, Delegate? configure, OptionsScope scope)
    {
        TOptions options = new();
        if (section is not null)
        {
            read(section, options);
        }

        ((Action<TOptions>?)configure)?.Invoke(options);
        validate(options, scope);
        return new ComponentBinding<TComponent>(services => create(name, options, services), () => LeastRights?.Invoke(options) ?? []);
    }

    /// <inheritdoc/>
    public override TComponent CreateUnconfigured(IServiceProvider services) => create(Name, new TOptions(), services);
}
