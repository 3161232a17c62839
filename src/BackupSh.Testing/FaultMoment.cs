namespace BackupSh.Testing;

/// <summary>When in a call a fault strikes.</summary>
internal enum FaultMoment
{
    /// <summary>Before the storage behind is asked.</summary>
    Before,

    /// <summary>While content flows, at a byte.</summary>
    AtByte,

    /// <summary>While a listing flows, at an entry.</summary>
    AtEntry,

    /// <summary>After the storage behind has done it.</summary>
    After,
}
