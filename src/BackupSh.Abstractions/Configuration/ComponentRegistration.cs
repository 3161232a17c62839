namespace BackupSh.Configuration;

/// <summary>A source or a storage that the host's code has named.</summary>
/// <typeparam name="TComponent"><see cref="Sources.IBackupSource"/> or <see cref="Storage.IBackupStorage"/>.</typeparam>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Configure">An <c>Action&lt;TOptions&gt;</c> which runs after its section was read, or <see langword="null"/>.</param>
public sealed record ComponentRegistration<TComponent>(string Name, ComponentType<TComponent> Type, Delegate? Configure)
    where TComponent : class;
