using System.ComponentModel;
using System.Runtime.InteropServices;

namespace BackupSh.Sources.Folder.Trees;

/// <summary>What Linux's calls say when they fail.</summary>
// Source: errno(3).
internal static class LinuxError
{
    internal const int NotPermitted = 1;
    internal const int NoEntry = 2;
    internal const int Interrupted = 4;
    internal const int NoSuchAddress = 6;
    internal const int AccessDenied = 13;
    internal const int Exists = 17;
    internal const int NotADirectory = 20;
    internal const int Invalid = 22;
    internal const int NoSystemCall = 38;
    internal const int NotEmpty = 39;
    internal const int TooManyLinks = 40;
    internal const int NotSupported = 95;
    internal const int Stale = 116;

    internal static int Last => Marshal.GetLastPInvokeError();

    internal static IOException Of(int error, string call) => new($"{call}: {new Win32Exception(error).Message}", error);
}
