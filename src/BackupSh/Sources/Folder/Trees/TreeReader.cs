using BackupSh.Sources.Tar;
using Microsoft.Win32.SafeHandles;

namespace BackupSh.Sources.Folder.Trees;

/// <summary>Reads a tree of folders, standing in one folder at a time. No symbolic link is followed below the root.</summary>
/// <remarks>Failures are what the file system has said: <see cref="IOException"/> with its number, or <see cref="UnauthorizedAccessException"/>.</remarks>
internal abstract class TreeReader : IDisposable
{
    /// <summary>Opens a tree in the best way that this system has.</summary>
    /// <param name="path">The root. It may be a link to a folder.</param>
    internal static TreeReader Open(string path) =>
        LinuxFile.IsSupported ? new LinuxTreeReader(path) : new PortableTreeReader(path);

    /// <summary>Gets what is known of the folder that the reader stands in.</summary>
    internal abstract NodeFacts Current { get; }

    /// <summary>Gets a value indicating whether the root was deleted: it has no name any more.</summary>
    internal abstract bool IsRootGone { get; }

    /// <summary>Returns the names in the folder, sorted by their bytes, without <c>.</c> and <c>..</c>.</summary>
    internal abstract IReadOnlyList<NodeName> List();

    internal abstract NodeFacts Stat(NodeName name);

    /// <summary>Goes into a folder.</summary>
    internal abstract void Enter(NodeName name);

    /// <summary>Goes back to the folder above.</summary>
    /// <exception cref="IOException">It was moved or deleted meanwhile.</exception>
    internal abstract void Leave();

    internal abstract byte[] ReadLink(NodeName name);

    /// <summary>Opens a regular file for reading; never waits for the other end of a pipe.</summary>
    internal abstract SafeFileHandle OpenFile(NodeName name);

    internal abstract NodeFacts Stat(SafeFileHandle file);

    /// <summary>Finds where a file has data.</summary>
    /// <returns>The map, or <see langword="null"/> if it has no holes that the file system tells.</returns>
    internal abstract SparseMap? FindData(SafeFileHandle file, in NodeFacts facts);

    /// <summary>Identifies a folder anywhere, links followed.</summary>
    /// <returns><see langword="null"/> if there is none.</returns>
    internal abstract NodeIdentity? Identify(string folder);

    public abstract void Dispose();
}
