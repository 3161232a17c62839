using Microsoft.Win32.SafeHandles;

namespace BackupSh.Sources.Folder.Trees;

/// <summary>A <c>DIR*</c> of the C library.</summary>
internal sealed class LinuxDirectoryStream() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle() => LinuxImports.CloseDirectory(handle) == 0;
}
