namespace BackupSh.OpenPgp.Reading;

/// <summary>Whether the source may be waited for. Every layer is written once, as async; only the lowest one looks at this.</summary>
internal enum IoMode
{
    /// <summary>The source is read synchronously, so every layer's task is complete when it is returned.</summary>
    Sync,
    Async,
}
