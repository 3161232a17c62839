using BackupSh.Sources.Tar;
using Microsoft.Win32.SafeHandles;

namespace BackupSh.Sources.Folder.Trees;

/// <summary>Gives files, folders and links their owners, modes and times on Linux.</summary>
internal static class LinuxAttributes
{
    /// <summary>Sets the attributes of what is open.</summary>
    /// <returns>Whether the owner could be set, if there is one to set.</returns>
    internal static bool Set(SafeFileHandle file, NodeAttributes attributes)
    {
        // The owner first: a change of owner drops the set-id bits.
        bool isOwned = attributes.Owner is not { } owner || IsOwned(() => LinuxImports.ChangeOwner(file, owner.UserId, owner.GroupId));
        LinuxCall.Run("chmod", () => LinuxImports.ChangeMode(file, (uint)attributes.Mode));
        LinuxCall.Run("utimens", () => LinuxImports.ChangeTimes(file, Times(attributes.Modified)));
        return isOwned;
    }

    /// <summary>Sets the attributes of a pipe or a device, which to open would wake whoever is at its other end.</summary>
    internal static bool SetNode(SafeFileHandle folder, NodeName name, NodeAttributes attributes)
    {
        bool isOwned = SetOwner(folder, name, attributes);

        // It was made a moment ago in a folder that nobody else may enter: there is no link to be followed.
        LinuxCall.Run("chmod", () => LinuxImports.ChangeModeAt(folder, name.Terminated, (uint)attributes.Mode, 0));
        SetTimes(folder, name, attributes.Modified);
        return isOwned;
    }

    /// <summary>Sets the attributes of a symbolic link, which has no mode.</summary>
    internal static bool SetLink(SafeFileHandle folder, NodeName name, NodeAttributes attributes)
    {
        bool isOwned = SetOwner(folder, name, attributes);
        SetTimes(folder, name, attributes.Modified);
        return isOwned;
    }

    private static bool SetOwner(SafeFileHandle folder, NodeName name, NodeAttributes attributes) =>
        attributes.Owner is not { } owner
        || IsOwned(() => LinuxImports.ChangeOwnerAt(folder, name.Terminated, owner.UserId, owner.GroupId, LinuxFlags.DoNotFollow));

    private static void SetTimes(SafeFileHandle folder, NodeName name, UnixTime modified) =>
        LinuxCall.Run("utimens", () => LinuxImports.ChangeTimesAt(folder, name.Terminated, Times(modified), LinuxFlags.DoNotFollow));

    // In a container, an owner whom the container does not know is invalid; some file systems know no owners.
    private static bool IsOwned(Func<nint> change)
    {
        if (LinuxCall.Try(change) >= 0)
        {
            return true;
        }

        return LinuxError.Last is LinuxError.NotPermitted or LinuxError.Invalid or LinuxError.NoSystemCall or LinuxError.NotSupported
            ? false
            : throw LinuxError.Of(LinuxError.Last, "chown");
    }

    private static LinuxTime[] Times(UnixTime modified) => [LinuxTime.Omitted, new LinuxTime(modified.Seconds, modified.Nanoseconds)];
}
