using Amazon.Runtime;
using Microsoft.Extensions.Time.Testing;

namespace BackupSh.Storage.S3.Tests;

public sealed class S3CredentialsSourceTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<bool> _asked = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetCredentials_Provider_IsAskedOnceUntilTheyExpireSoon()
    {
        using S3CredentialsSource source = New(TimeSpan.FromHours(1));

        Assert.Equal("id-1", (await source.GetCredentialsAsync()).AccessKey);
        _time.Advance(TimeSpan.FromMinutes(54));
        Assert.Equal("id-1", (await source.GetCredentialsAsync()).AccessKey);
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("id-2", (await source.GetCredentialsAsync()).AccessKey);
        Assert.Equal([false, false], _asked);
    }

    [Fact]
    public async Task RenewAsync_ServerHasRefused_AsksTheProviderAnew()
    {
        using S3CredentialsSource source = New(TimeSpan.FromHours(1));
        await source.GetCredentialsAsync();

        await source.RenewAsync(Token);

        ImmutableCredentials renewed = await source.GetCredentialsAsync();
        Assert.Equal(("id-2", "secret-2", "token-2"), (renewed.AccessKey, renewed.SecretKey, renewed.Token));
        Assert.Equal([false, true], _asked);
    }

    [Fact]
    public async Task GetCredentials_Static_AreReadEachTime()
    {
        const string variable = "BACKUPSH_TEST_S3_ROTATED";
        Environment.SetEnvironmentVariable(variable, "old");
        S3StorageOptions options = new() { AccessKeyId = "id", SecretAccessKey = Secret.FromEnvironment(variable), SessionToken = "token" };
        using S3CredentialsSource source = new("offsite", options, _time);

        Assert.Equal("old", (await source.GetCredentialsAsync()).SecretKey);
        Environment.SetEnvironmentVariable(variable, "new");

        ImmutableCredentials credentials = await source.GetCredentialsAsync();
        Assert.Equal(("id", "new", "token"), (credentials.AccessKey, credentials.SecretKey, credentials.Token));
    }

    [Fact]
    public async Task GetCredentials_ProfileIsMissing_SaysSo()
    {
        using S3CredentialsSource source = new("offsite", new S3StorageOptions { Profile = "no-such-profile-of-a-test" }, _time);

        StorageException exception = await Assert.ThrowsAsync<StorageException>(source.GetCredentialsAsync);

        Assert.Equal("BSH0273", exception.Code);
    }

    private S3CredentialsSource New(TimeSpan lifetime) => new(
        "offsite",
        new S3StorageOptions
        {
            CredentialsProvider = (renew, _) =>
            {
                _asked.Add(renew);
                int number = _asked.Count;
                return Task.FromResult(new S3Credentials($"id-{number}", $"secret-{number}")
                {
                    SessionToken = $"token-{number}",
                    ExpiresAt = _time.GetUtcNow() + lifetime,
                });
            },
        },
        _time);
}
