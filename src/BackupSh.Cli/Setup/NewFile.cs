using System.Text;
using BackupSh.Shared;

namespace BackupSh.Cli.Setup;

/// <summary>Writes a file that was not there.</summary>
internal static class NewFile
{
    /// <summary>Throws if there is something of this name, or no folder for it.</summary>
    /// <exception cref="BackupShException"><c>BSH0730</c> or <c>BSH0731</c>.</exception>
    internal static void ThrowIfTaken(string path)
    {
        if (File.Exists(path) || Directory.Exists(path))
        {
            throw new BackupShException(ErrorTexts.Error("BSH0730", path));
        }

        if (!Directory.Exists(Path.GetDirectoryName(path)))
        {
            throw new BackupShException(ErrorTexts.Error("BSH0731", path, "its folder does not exist"));
        }
    }

    /// <summary>Writes the file; if that fails, there is none.</summary>
    /// <param name="path">The path.</param>
    /// <param name="content">The text.</param>
    /// <param name="secret">Whether only this user may read it.</param>
    /// <exception cref="BackupShException"><c>BSH0730</c> or <c>BSH0731</c>.</exception>
    internal static void Write(string path, string content, bool secret)
    {
        ThrowIfTaken(path);
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (secret && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        bool created = false;
        try
        {
            using FileStream file = new(path, options);
            created = true;
            file.Write(Encoding.UTF8.GetBytes(content));
            file.Flush(flushToDisk: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (created)
            {
                File.Delete(path);
            }

            throw new BackupShException(ErrorTexts.Error("BSH0731", path, exception.Message), exception);
        }
    }
}
