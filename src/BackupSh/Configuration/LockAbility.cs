using BackupSh.Shared;
using BackupSh.Storage;

namespace BackupSh.Configuration;

/// <summary>Refuses to lock backups where nothing can be locked: a promise that is not kept is worse than none.</summary>
internal static class LockAbility
{
    /// <exception cref="BackupShConfigurationException">Jobs lock backups in storages that cannot (<c>BSH0817</c>).</exception>
    internal static void Require(EngineConfiguration configuration, ComponentRegistry components) =>
        BackupShConfigurationException.ThrowIfAny(
        [
            .. from job in configuration.Jobs.Values
               where !job.IsSimulation
               from storage in job.Storages
               where storage.Lock is not null && components.GetStorage(storage.Name).GetAbility<IObjectLockStorage>() is null
               select new OptionsFault(storage.Lock!.Path, ErrorTexts.Error("BSH0817", storage.Name)),
        ]);
}
