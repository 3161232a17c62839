using System.Text;
using System.Text.Json;
using BackupSh.Backups;
using BackupSh.Catalog;
using BackupSh.Events;
using BackupSh.Restore;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Testing;

namespace BackupSh.Tests.Diagnostics;

/// <summary>A passphrase turns up nowhere, whatever works or fails: logs, events, results, files, exceptions.</summary>
public sealed class RunCanaryTests : IAsyncDisposable
{
    private const string Canary = "c4n4ry";

    private readonly EngineFixture _engine = Engine();
    private readonly StringBuilder _told = new();

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    [Fact]
    public async Task Passphrase_RunListVerifyRestoreAndDelete_IsToldNowhere()
    {
        Tell(await _engine.RunAsync());
        BackupEntry entry = Assert.Single(await _engine.ListAsync());
        Tell(entry);
        Tell(await _engine.Verifier.VerifyCopyAsync(entry, null, TestContext.Current.CancellationToken));
        Tell(await _engine.Restorer.RestoreAsync("latest:shop", new RestoreOptions { Target = "copy" }, TestContext.Current.CancellationToken));
        AssertSilent();
        Tell(await _engine.Rotation.RotateAsync("job", cancellationToken: TestContext.Current.CancellationToken));
        Tell(await _engine.Catalog.DeleteAsync("memory", entry.Name.ToString(), TestContext.Current.CancellationToken));

        AssertSilent();
    }

    [Fact]
    public async Task Passphrase_SourceFails_IsToldNowhere()
    {
        _engine.Source = new FakeSource { FailAtByte = 10, Failure = new InvalidOperationException("The source broke.") };

        Tell(await _engine.RunAsync());

        AssertSilent();
    }

    [Fact]
    public async Task Passphrase_StorageFailsAndCannotBeCleaned_IsToldNowhere()
    {
        FaultyStorage faulty = new FaultyStorage(_engine.Memory).On(StorageOperation.Upload).AtByte(20).Fail(new IOException("The line broke."))
            .On(StorageOperation.Delete).Fail();
        _engine.With("memory", faulty);

        RunResult result = await _engine.RunAsync();
        Tell(result);
        TellFailure(Assert.Throws<BackupFailedException>(result.EnsureSucceeded));

        AssertSilent();
    }

    [Fact]
    public async Task Passphrase_ThatDoesNotFit_IsToldNowhere()
    {
        await _engine.RunAsync();
        await using EngineFixture other = Engine(Canary + "-other").With("memory", _engine.Memory);

        TellFailure(await Assert.ThrowsAnyAsync<BackupShException>(
            () => other.Restorer.RestoreAsync("latest:shop", new RestoreOptions { Target = "copy" }, TestContext.Current.CancellationToken)));
        TellLogs(other);

        AssertSilent();
    }

    [Fact]
    public async Task Passphrase_CommitFails_IsToldNowhere()
    {
        _engine.With("memory", new FaultyStorage(_engine.Memory).On(StorageOperation.Upload).Named(name => name.EndsWith(".info", StringComparison.Ordinal)).Fail());

        RunResult result = await _engine.RunAsync();
        Tell(result);
        TellFailure(Assert.Throws<BackupFailedException>(result.EnsureSucceeded));

        AssertSilent();
    }

    [Fact]
    public async Task Passphrase_DamagedArchive_IsToldNowhere()
    {
        await _engine.RunAsync();
        BackupEntry entry = Assert.Single(await _engine.ListAsync());
        byte[] content = _engine.Memory.GetContent(entry.Archive);
        content[^1] ^= 1;
        _engine.Memory.Put(entry.Archive, content);

        Tell(await _engine.Verifier.VerifyCopyAsync(entry, null, TestContext.Current.CancellationToken));
        TellFailure(await Assert.ThrowsAnyAsync<BackupShException>(
            () => _engine.Restorer.RestoreAsync("latest:shop", new RestoreOptions { Target = "copy" }, TestContext.Current.CancellationToken)));

        AssertSilent();
    }

    [Fact]
    public async Task Passphrase_RunCancelled_IsToldNowhere()
    {
        using CancellationTokenSource source = new();
        _engine.Source = new FakeSource { Gate = new TaskCompletionSource().Task };
        Task run = _engine.Runner.RunAsync("job", null, source.Token);
        await EngineFixture.UntilAsync(() => _engine.Observer.Events.Count > 0);
        await source.CancelAsync();

        TellFailure(await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run));

        AssertSilent();
    }

    private static EngineFixture Engine(string passphrase = Canary) => new()
    {
        Configure = builder => builder.Configure(options =>
        {
            options.Instance = Seed.Instance;
            options.Keys.Passphrases.Add(Canary + "-old");
        }),
        Job = job => job.Encryption.Passphrase = passphrase,
    };

    private void Tell(object thing) => _told.AppendLine(thing.ToString()).AppendLine(JsonSerializer.Serialize(thing));

    private void TellFailure(Exception exception) => _told.AppendLine(exception.ToString()).AppendJoin(' ', exception.Data.Values.Cast<object>()).AppendLine();

    private void TellLogs(EngineFixture engine)
    {
        foreach (FakeLogRecord record in engine.Logs.GetSnapshot())
        {
            _told.AppendLine(record.Message).AppendLine(record.Exception?.ToString());
            _told.AppendJoin(' ', record.StructuredState?.Select(pair => pair.Value) ?? []).AppendJoin(' ', record.Scopes).AppendLine();
        }
    }

    private void AssertSilent()
    {
        TellLogs(_engine);
        foreach (BackupEvent happened in _engine.Observer.Events)
        {
            _told.AppendLine(happened.ToString()).AppendLine(JsonSerializer.Serialize(happened, happened.GetType()));
        }

        foreach (string name in _engine.Memory.Names)
        {
            _told.AppendLine(name).AppendLine(Encoding.Latin1.GetString(_engine.Memory.GetContent(name)));
        }

        string told = _told.ToString();
        Assert.Contains("job", told, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, told, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(Canary)), told, StringComparison.Ordinal);
    }
}
