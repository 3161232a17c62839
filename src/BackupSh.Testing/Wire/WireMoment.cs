namespace BackupSh.Testing.Wire;

/// <summary>When in an exchange a fault strikes.</summary>
internal enum WireMoment
{
    /// <summary>Before the server looks at the request.</summary>
    Before,

    /// <summary>While the request's body arrives, at a byte.</summary>
    AtRequestByte,

    /// <summary>While the answer's body leaves, at a byte.</summary>
    AtResponseByte,

    /// <summary>After the server has done what was asked, before it says so.</summary>
    After,
}
