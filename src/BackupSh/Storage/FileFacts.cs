using System.Globalization;
using BackupSh.Shared;
using Microsoft.Win32.SafeHandles;

namespace BackupSh.Storage;

/// <summary>What the file system says of a regular file.</summary>
/// <remarks>The version is made of the times of birth and of the last write, and of the size. Where the file system keeps a
/// time of birth, a copy that keeps the other two (<c>cp -p</c>, <c>rsync -t</c>) is still another version. An inode is not
/// part of it: over SMB and FUSE it changes with every mount.</remarks>
internal readonly record struct FileFacts(long SizeBytes, DateTimeOffset LastModified, string Version)
{
    /// <summary>Returns the facts of a path, symbolic links not followed.</summary>
    /// <returns><see langword="null"/> if there is nothing, or anything but a regular file.</returns>
    /// <exception cref="IOException">The file system does not say.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory may not be searched.</exception>
    internal static FileFacts? Of(string path)
    {
        try
        {
            // Of a FileInfo, Exists would take "you may not know" for "there is none".
            FileAttributes attributes = File.GetAttributes(path);
            if ((attributes & (FileAttributes.Directory | FileAttributes.ReparsePoint | FileAttributes.Device)) != 0
                || AtomicFile.IsRegularFile(path) == false)
            {
                return null;
            }

            FileInfo file = new(path);
            long born = OperatingSystem.IsLinux() ? AtomicFile.BirthOf(path) : file.CreationTimeUtc.Ticks;
            return Of(file.Length, file.LastWriteTimeUtc, born);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Returns the facts of an open file.</summary>
    internal static FileFacts Of(SafeFileHandle file) =>
        Of(
            RandomAccess.GetLength(file),
            File.GetLastWriteTimeUtc(file),
            OperatingSystem.IsLinux() ? AtomicFile.BirthOf(file) : File.GetCreationTimeUtc(file).Ticks);

    private static FileFacts Of(long sizeBytes, DateTime written, long born) =>
        new(
            sizeBytes,
            new DateTimeOffset(written, TimeSpan.Zero),
            string.Create(CultureInfo.InvariantCulture, $"{born:x}-{written.Ticks:x}-{sizeBytes:x}"));
}
