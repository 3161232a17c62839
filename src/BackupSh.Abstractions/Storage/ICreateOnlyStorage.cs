namespace BackupSh.Storage;

/// <summary>The ability to create an object only if its name is free, also between racing writers.</summary>
public interface ICreateOnlyStorage
{
    /// <summary>Gets what is created so.</summary>
    CreateOnlyScope Scope { get; }
}
