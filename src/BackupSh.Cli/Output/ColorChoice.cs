namespace BackupSh.Cli.Output;

/// <summary>Whether to write colours.</summary>
internal enum ColorChoice
{
    /// <summary>To terminals that show them, unless the environment says no.</summary>
    Auto,

    /// <summary>To everything: for a pager that passes them on.</summary>
    Always,

    /// <summary>To nothing.</summary>
    Never,
}
