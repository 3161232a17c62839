using BackupSh.Sources.Tar;
using Microsoft.Win32.SafeHandles;

namespace BackupSh.Sources.Folder.Trees;

/// <summary>Makes a new tree of folders, standing in one folder at a time. What exists is never replaced, and no symbolic link followed.</summary>
/// <remarks>Failures are what the file system has said: <see cref="IOException"/> with its number, or <see cref="UnauthorizedAccessException"/>.</remarks>
internal abstract class TreeWriter : IDisposable
{
    /// <summary>Makes an empty folder that only its owner may enter, and stands in it.</summary>
    internal static TreeWriter Create(string path) =>
        LinuxFile.IsSupported ? new LinuxTreeWriter(path) : new PortableTreeWriter(path);

    /// <summary>Deletes a tree, whatever its modes are. Links in it are deleted, not followed.</summary>
    internal static void Delete(string path)
    {
        if (LinuxFile.IsSupported)
        {
            LinuxTreeDeletion.Run(path);
        }
        else
        {
            PortableTreeWriter.DeleteTree(path);
        }
    }

    /// <summary>Tells whether something failed because the name is taken: by the same one, or by one that this file system takes for the same.</summary>
    // Source: errno(3): EEXIST; winerror.h: ERROR_FILE_EXISTS and ERROR_ALREADY_EXISTS.
    internal static bool IsTaken(IOException exception) =>
        exception.HResult is LinuxError.Exists or unchecked((int)0x80070050) or unchecked((int)0x800700B7);

    /// <summary>Says, as a clause, why this system cannot give anything a name, or returns <see langword="null"/>.</summary>
    internal abstract string? FaultOf(NodeName name);

    /// <summary>Gets a value indicating whether owners can be set: on Linux, by root.</summary>
    internal abstract bool MaySetOwners { get; }

    /// <summary>Makes a folder and goes into it.</summary>
    internal abstract void EnterNew(NodeName name);

    /// <summary>Gives the folder its attributes, and goes back to the one above.</summary>
    /// <returns>Whether the owner could be set, if there is one to set.</returns>
    internal abstract bool Leave(in NodeAttributes attributes);

    /// <summary>Makes a file.</summary>
    internal abstract SafeFileHandle CreateFile(NodeName name);

    /// <summary>Gives a file its size and its attributes.</summary>
    /// <returns>Whether the owner could be set, if there is one to set.</returns>
    internal abstract bool FinishFile(SafeFileHandle file, long sizeBytes, in NodeAttributes attributes);

    internal abstract bool CreateSymbolicLink(NodeName name, byte[] target, in NodeAttributes attributes);

    /// <summary>Gives a file of this tree another name.</summary>
    /// <param name="target">The path of the file from the root.</param>
    /// <param name="name">The new name, in this folder.</param>
    /// <returns><see langword="false"/> if there is no such file or link to a file at the path.</returns>
    internal abstract bool TryLink(IReadOnlyList<NodeName> target, NodeName name);

    /// <summary>Makes a pipe or a device.</summary>
    internal abstract bool CreateNode(NodeName name, TarEntryKind kind, int deviceMajor, int deviceMinor, in NodeAttributes attributes);

    /// <summary>Finishes what had to wait for the end, and makes all of it durable. The writer stands in the root.</summary>
    internal abstract void Flush();

    /// <summary>Gives the root its attributes.</summary>
    internal abstract bool FinishRoot(in NodeAttributes attributes);

    public abstract void Dispose();
}
