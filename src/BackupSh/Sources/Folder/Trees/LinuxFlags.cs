using System.Runtime.InteropServices;

namespace BackupSh.Sources.Folder.Trees;

/// <summary>Numbers of Linux's calls.</summary>
// Source: asm-generic/fcntl.h, linux/fcntl.h, linux/fs.h.
internal static class LinuxFlags
{
    internal const int ReadOnly = 0;
    internal const int WriteOnly = 0x1;
    internal const int Create = 0x40;
    internal const int Exclusive = 0x80;
    internal const int NoControllingTerminal = 0x100;
    internal const int NonBlocking = 0x800;
    internal const int CloseOnExec = 0x80000;

    internal const int CurrentDirectory = -100;
    internal const int DoNotFollow = 0x100;
    internal const int RemoveDirectory = 0x200;
    internal const int EmptyPath = 0x1000;

    internal const int SeekData = 3;
    internal const int SeekHole = 4;

    // Source: arch/arm{,64}/include/uapi/asm/fcntl.h and arch/powerpc: two flags have other numbers there.
    private static readonly bool HasOtherNumbers =
        RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm or Architecture.Armv6 or Architecture.Ppc64le;

    internal static int Directory => HasOtherNumbers ? 0x4000 : 0x10000;

    internal static int NoFollow => HasOtherNumbers ? 0x8000 : 0x20000;
}
