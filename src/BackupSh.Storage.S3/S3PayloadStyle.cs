namespace BackupSh.Storage.S3;

/// <summary>How content is sent so that the server checks what arrives.</summary>
public enum S3PayloadStyle
{
    /// <summary><see cref="Sha256"/> for Amazon S3, <see cref="Plain"/> for everybody else.</summary>
    Auto,

    /// <summary>With <c>Content-MD5</c> and a signature of the whole body: what every server understands.</summary>
    Plain,

    /// <summary>With <c>x-amz-checksum-sha256</c>, which Amazon S3 checks and keeps.</summary>
    Sha256,

    /// <summary>With <c>Content-MD5</c>, signed piece by piece (<c>aws-chunked</c>). Some servers store the framing as content;
    /// uploads to these fail.</summary>
    Chunked,
}
