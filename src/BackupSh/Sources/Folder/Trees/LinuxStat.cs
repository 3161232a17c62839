using System.Runtime.InteropServices;
using BackupSh.Sources.Tar;

namespace BackupSh.Sources.Folder.Trees;

/// <summary>What <c>statx</c> tells.</summary>
// Source: struct statx in linux/stat.h: 256 bytes, the same on every architecture; inode(7) for the types.
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct LinuxStat
{
    internal const uint BasicMask = 0x7ff;
    private const int TypeMask = 0xF000;
    private const int AllocatedUnitBytes = 512;

    [FieldOffset(16)]
    private readonly uint _linkCount;

    [FieldOffset(20)]
    private readonly uint _userId;

    [FieldOffset(24)]
    private readonly uint _groupId;

    [FieldOffset(28)]
    private readonly ushort _mode;

    [FieldOffset(32)]
    private readonly ulong _inode;

    [FieldOffset(40)]
    private readonly ulong _size;

    [FieldOffset(48)]
    private readonly ulong _allocated;

    [FieldOffset(96)]
    private readonly long _changedSeconds;

    [FieldOffset(104)]
    private readonly uint _changedNanoseconds;

    [FieldOffset(112)]
    private readonly long _modifiedSeconds;

    [FieldOffset(120)]
    private readonly uint _modifiedNanoseconds;

    [FieldOffset(128)]
    private readonly uint _ownMajor;

    [FieldOffset(132)]
    private readonly uint _ownMinor;

    [FieldOffset(136)]
    private readonly uint _deviceMajor;

    [FieldOffset(140)]
    private readonly uint _deviceMinor;

    internal readonly NodeFacts ToFacts() => new()
    {
        Kind = (_mode & TypeMask) switch
        {
            0x8000 => NodeKind.File,
            0x4000 => NodeKind.Folder,
            0xA000 => NodeKind.SymbolicLink,
            0x1000 => NodeKind.Fifo,
            0x2000 => NodeKind.CharacterDevice,
            0x6000 => NodeKind.BlockDevice,
            0xC000 => NodeKind.Socket,
            _ => NodeKind.Other,
        },
        Identity = new NodeIdentity(((ulong)_deviceMajor << 32) | _deviceMinor, _inode),
        Mode = _mode & UnixMode.All,
        UserId = _userId,
        GroupId = _groupId,
        SizeBytes = (long)_size,
        AllocatedBytes = (long)_allocated * AllocatedUnitBytes,
        Modified = new UnixTime(_modifiedSeconds, (int)_modifiedNanoseconds),
        Changed = new UnixTime(_changedSeconds, (int)_changedNanoseconds),
        LinkCount = _linkCount,
        DeviceMajor = (int)_ownMajor,
        DeviceMinor = (int)_ownMinor,
    };
}
