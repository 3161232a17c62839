namespace BackupSh.Storage.S3;

/// <summary>Provides credentials.</summary>
/// <param name="renew">Whether the server has refused the last ones as expired, so that a cached answer does not help.</param>
/// <param name="cancellationToken">Cancels the request.</param>
/// <returns>Credentials that are valid now.</returns>
public delegate Task<S3Credentials> S3CredentialsProvider(bool renew, CancellationToken cancellationToken);
