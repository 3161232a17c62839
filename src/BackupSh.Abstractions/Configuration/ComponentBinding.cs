using BackupSh.Storage;

namespace BackupSh.Configuration;

/// <summary>A component with its options, not made yet.</summary>
/// <typeparam name="TComponent"><see cref="Sources.IBackupSource"/> or <see cref="IBackupStorage"/>.</typeparam>
/// <param name="Create">Makes the component; to be called only if no fault was reported.</param>
/// <param name="LeastRights">Returns the least rights that each role needs; empty if the type does not tell. To be called only
/// if no fault was reported.</param>
public sealed record ComponentBinding<TComponent>(Func<IServiceProvider, TComponent> Create, Func<IReadOnlyList<AccessPolicy>> LeastRights)
    where TComponent : class;
