namespace BackupSh.OpenPgp.Reading;

/// <summary>What is known of a body's length.</summary>
internal enum BodyLengthKind
{
    /// <summary>So long, and it ends there.</summary>
    Definite,

    /// <summary>So long, and another length follows.</summary>
    Partial,

    /// <summary>Until the layer below ends.</summary>
    Indeterminate,
}
