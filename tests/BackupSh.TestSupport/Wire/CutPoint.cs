namespace BackupSh.TestSupport.Wire;

/// <summary>Where in a body something happens: the places where off-by-one errors live.</summary>
public enum CutPoint
{
    /// <summary>Before the first byte.</summary>
    Start,

    /// <summary>After the first byte.</summary>
    AfterFirst,

    Middle,

    /// <summary>Before the last byte.</summary>
    BeforeLast,

    /// <summary>After the last byte.</summary>
    End,
}
