namespace BackupSh.Cli.Tests.Fixtures;

/// <summary>Makes the built tool a word that a shell finds on its PATH.</summary>
internal static class ToolShim
{
    /// <summary>Writes the script.</summary>
    /// <param name="path">A path whose last part is the word; its folder is made.</param>
    internal static void Write(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, $"#!/bin/sh\nexec dotnet '{Path.Combine(AppContext.BaseDirectory, "BackupSh.Cli.dll")}' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
