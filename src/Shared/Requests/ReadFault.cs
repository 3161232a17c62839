namespace BackupSh.Shared;

/// <summary>What can be wrong with the body of an answer that has begun well.</summary>
internal enum ReadFault
{
    /// <summary>It ends before the object does. Transient: reading goes on at the next byte.</summary>
    TooShort,

    /// <summary>It goes on after the object's end.</summary>
    TooLong,

    /// <summary>Nothing comes any more. Transient: reading goes on at the next byte.</summary>
    Stalled,

    /// <summary>The whole of it has not the checksum that the storage promised.</summary>
    ChecksumDiffers,
}
