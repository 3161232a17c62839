namespace BackupSh.Sources.Folder.Trees;

/// <summary>Makes calls of the system, again if a signal has interrupted them.</summary>
internal static class LinuxCall
{
    /// <summary>Makes a call.</summary>
    /// <param name="name">What to say that has failed.</param>
    /// <param name="call">The call; negative if it fails.</param>
    /// <returns>What it has returned.</returns>
    /// <exception cref="IOException">It has failed.</exception>
    internal static nint Run(string name, Func<nint> call)
    {
        nint result = Try(call);
        return result >= 0 ? result : throw LinuxError.Of(LinuxError.Last, name);
    }

    /// <summary>Makes a call whose failure the caller looks at: <see cref="LinuxError.Last"/>.</summary>
    internal static nint Try(Func<nint> call)
    {
        nint result;
        do
        {
            result = call();
        }
        while (result < 0 && LinuxError.Last == LinuxError.Interrupted);
        return result;
    }
}
