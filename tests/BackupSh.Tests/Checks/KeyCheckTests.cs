using BackupSh.Checks;
using BackupSh.Options;
using BackupSh.Tests.Fixtures;
using BackupSh.Tests.Restore;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Tests.Checks;

public sealed class KeyCheckTests
{
    [Fact]
    public async Task RunAsync_RecipientWithoutAnyReadingKey_PassesAndSaysSo()
    {
        using Gpg gpg = new();
        (string publicFile, _) = await gpg.CreateKeyAsync("ops");
        await using EngineFixture engine = Engine(publicFile);

        List<CheckResult> results = await engine.CheckAsync();

        Assert.Single(results, result => result.Kind == CheckKind.Encryption).Expect(CheckStatus.Passed, null);
        CheckResult reading = Assert.Single(results, result => result.Kind == CheckKind.Decryption);
        reading.Expect(CheckStatus.Passed, null);
        Assert.Contains("can neither verify nor restore", reading.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_RecipientWithItsPrivateKey_ReadsWhatItWrites()
    {
        using Gpg gpg = new();
        (string publicFile, string privateFile) = await gpg.CreateKeyAsync("ops");
        await using EngineFixture engine = Engine(publicFile, keys => keys.PrivateKeys.Add(new PrivateKeyOptions { File = privateFile }));

        CheckResult reading = await engine.CheckAsync(CheckKind.Decryption);

        reading.Expect(CheckStatus.Passed, null);
        Assert.Equal("this host reads what it writes", reading.Detail);
    }

    [Fact]
    public async Task RunAsync_RecipientWithAnotherPrivateKey_Warns()
    {
        using Gpg gpg = new();
        (string publicFile, _) = await gpg.CreateKeyAsync("ops");
        (_, string otherFile) = await gpg.CreateKeyAsync("other");
        await using EngineFixture engine = Engine(publicFile, keys => keys.PrivateKeys.Add(new PrivateKeyOptions { File = otherFile }));

        (await engine.CheckAsync(CheckKind.Decryption)).Expect(CheckStatus.Warning, "BSH0811");
    }

    [Theory]
    [InlineData("20d", "BSH0810")]
    [InlineData("40d", null)]
    public async Task RunAsync_KeyThatExpires_WarnsThirtyDaysBefore(string expires, string? code)
    {
        using Gpg gpg = new();
        (string publicFile, _) = await gpg.CreateKeyAsync("ops", expires);
        await using EngineFixture engine = Engine(publicFile);

        string?[] warnings = [.. (await engine.CheckAsync()).Where(result => result.Kind == CheckKind.Encryption).Select(result => result.Error?.Code)];

        Assert.Equal(code is null ? [null] : [null, code], warnings);
    }

    [Fact]
    public async Task RunAsync_PassphraseGoneSinceTheStart_Fails()
    {
        const string name = "BACKUPSH_TEST_CHECK_PASSPHRASE";
        Environment.SetEnvironmentVariable(name, "correct horse");
        await using EngineFixture engine = new() { Job = job => job.Encryption.Passphrase = Secret.FromEnvironment(name) };
        engine.Get<EngineCheck>();
        await engine.CheckAsync();
        Environment.SetEnvironmentVariable(name, null);

        (await engine.CheckAsync(CheckKind.Encryption)).Expect(CheckStatus.Failed, "BSH0001");
    }

    [Fact]
    public async Task RunAsync_EncryptorThatFails_Fails()
    {
        await using EngineFixture engine = new()
        {
            Job = job => job.Encryption.Encryptor = "odd",
            Configure = builder => builder.AddEncryptor("odd", _ => new FailingEncryptor(failsAt: 1)),
        };

        (await engine.CheckAsync(CheckKind.Encryption)).Expect(CheckStatus.Failed, "BSH0503");
    }

    // gpg knows only the system's time.
    private static EngineFixture Engine(string publicFile, Action<ReadingKeysOptions>? keys = null) => new()
    {
        Job = job => job.Encryption.RecipientKeys.Add(publicFile),
        Configure = builder => builder.Configure(options => keys?.Invoke(options.Keys)),
    };
}
