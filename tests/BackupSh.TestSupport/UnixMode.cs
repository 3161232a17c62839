using Xunit;

namespace BackupSh.TestSupport;

/// <summary>Who may do what with a file.</summary>
public static class UnixMode
{
    /// <summary>Returns a path's mode, or skips the running test on Windows, which has none.</summary>
    public static UnixFileMode Of(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no modes.");
            return UnixFileMode.None;
        }

        return File.GetUnixFileMode(path);
    }
}
