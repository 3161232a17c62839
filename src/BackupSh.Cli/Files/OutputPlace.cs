using BackupSh.Shared;

namespace BackupSh.Cli.Files;

/// <summary>Says what is wrong with the place that a file shall appear at.</summary>
internal static class OutputPlace
{
    /// <summary>Refuses what must not be written over.</summary>
    /// <exception cref="BackupShException">Something stands there, and it is no file or may not be replaced.</exception>
    internal static void Check(string path, bool replace)
    {
        if (Directory.Exists(path))
        {
            throw new BackupShException(ErrorTexts.Error("BSH0709", path, "a directory"));
        }

        if (Path.GetDirectoryName(path) is { } folder && !Directory.Exists(folder))
        {
            throw new BackupShException(ErrorTexts.Error("BSH0710", path, $"there is no folder '{folder}'."));
        }

        // A link that leads nowhere exists, too.
        if (!Path.Exists(path) && new FileInfo(path).LinkTarget is null)
        {
            return;
        }

        if (!replace)
        {
            throw Exists(path);
        }

        // As root, /dev/null could be replaced by a file.
        if (AtomicFile.IsRegularFile(path) == false || new FileInfo(path).LinkTarget is not null)
        {
            throw new BackupShException(ErrorTexts.Error("BSH0709", path, "a link, a pipe or a device"));
        }
    }

    /// <summary>Does something with a file, and puts failures into words.</summary>
    internal static T Try<T>(string path, Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(path, exception);
        }
    }

    internal static BackupShException Exists(string path) => new(ErrorTexts.Error("BSH0708", path));

    internal static BackupShException CannotWrite(string path, Exception cause) => new(ErrorTexts.Error("BSH0710", path, cause.Message), cause);
}
