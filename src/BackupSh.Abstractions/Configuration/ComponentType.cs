namespace BackupSh.Configuration;

/// <summary>What <c>Type</c> names in a configuration: a kind of source, or a kind of storage.</summary>
/// <typeparam name="TComponent"><see cref="Sources.IBackupSource"/> or <see cref="Storage.IBackupStorage"/>.</typeparam>
public abstract class ComponentType<TComponent>
    where TComponent : class
{
    private protected ComponentType(string name, string infoName)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(infoName);
        Name = name;
        InfoName = infoName;
    }

    /// <summary>Gets the word in the configuration, for example <c>Sqlite</c>.</summary>
    public string Name { get; }

    /// <summary>Gets the word in the info file: a source's kind (<c>sqlite</c>), or a storage's service (<c>local</c>).</summary>
    public string InfoName { get; }

    /// <summary>Reads, configures and checks a component's options, and returns how to make it.</summary>
    /// <param name="name">The component's name.</param>
    /// <param name="section">Its section, or <see langword="null"/> if the configuration has none.</param>
    /// <param name="configure">The host's <c>Action&lt;TOptions&gt;</c> which runs after the section was read, or <see langword="null"/>.</param>
    /// <param name="scope">Where faults go.</param>
    /// <returns>The component with its options; to be used only if no fault was reported.</returns>
    public abstract ComponentBinding<TComponent> Bind(string name, OptionsReader? section, Delegate? configure, OptionsScope scope);

    /// <summary>Makes a component without a configuration, to restore what an unknown host has backed up.</summary>
    /// <param name="services">The host's services.</param>
    /// <returns>The component.</returns>
    public abstract TComponent CreateUnconfigured(IServiceProvider services);
}
