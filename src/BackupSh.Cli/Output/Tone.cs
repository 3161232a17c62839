namespace BackupSh.Cli.Output;

/// <summary>What a colour would say. The words say it too: a colour is never the only sign.</summary>
internal enum Tone
{
    /// <summary>Nothing special.</summary>
    Plain,

    /// <summary>A title, or what stands above others.</summary>
    Heading,

    /// <summary>All is well.</summary>
    Good,

    /// <summary>Something should be known.</summary>
    Caution,

    /// <summary>Something is wrong.</summary>
    Bad,
}
