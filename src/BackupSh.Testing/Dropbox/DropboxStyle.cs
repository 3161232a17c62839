namespace BackupSh.Testing.Dropbox;

/// <summary>Where an endpoint's argument, content and result stand.</summary>
internal enum DropboxStyle
{
    /// <summary>The argument is the body, and so is the result.</summary>
    Rpc,

    /// <summary>The argument is a header, the body the content.</summary>
    Upload,

    /// <summary>The argument is a header, the result another one, the answer's body the content.</summary>
    Download,
}
