using System.ComponentModel;
using System.Runtime.InteropServices;

namespace BackupSh.Sources.Folder.Trees;

/// <summary>Gives a file a second name, which the BCL does not.</summary>
internal static partial class HardLink
{
    internal static void Create(string existing, string path)
    {
        bool done = OperatingSystem.IsWindows() ? CreateOnWindows(path, existing, 0) : CreateOnUnix(existing, path) == 0;
        if (!done)
        {
            int error = Marshal.GetLastPInvokeError();
            throw new IOException($"link: {new Win32Exception(error).Message}", OperatingSystem.IsWindows() ? unchecked((int)0x80070000) | error : error);
        }
    }

    [LibraryImport("kernel32", EntryPoint = "CreateHardLinkW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool CreateOnWindows(string path, string existing, nint security);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int CreateOnUnix(string existing, string path);
}
