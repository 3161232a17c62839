using System.Security.Cryptography;
using BackupSh.Options;
using BackupSh.Restore;
using BackupSh.Sources;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Tests.Restore;

/// <summary>A backup whose archive can be replaced, though the listing tells of the whole one.</summary>
internal sealed class DamagedBackup
{
    private DamagedBackup(EngineFixture engine, FakeSource source, string archive)
    {
        Engine = engine;
        Source = source;
        Archive = archive;
        Whole = engine.Memory.GetContent(archive);
    }

    internal EngineFixture Engine { get; }

    internal FakeSource Source { get; }

    internal string Archive { get; }

    internal byte[] Whole { get; }

    internal static async Task<DamagedBackup> MakeAsync(CompressionAlgorithm compression, int contentBytes, GpgKey? key = null, string? passphrase = null)
    {
        FakeSource source = new()
        {
            Content = RandomNumberGenerator.GetBytes(contentBytes),
            Description = new SourceDescription("fake", "shop", "bin") { RestoreCommand = "> shop.bin" },
        };
        EngineFixture engine = new()
        {
            Source = source,
            Job = job =>
            {
                job.Compression.Algorithm = compression;
                job.Encryption.Passphrase = passphrase is null ? null : (Secret)passphrase;
                if (key is not null)
                {
                    job.Encryption.RecipientKeys = [key.PublicFile];
                }
            },
            Configure = builder => builder.Configure(options =>
            {
                if (key is not null)
                {
                    options.Keys.PrivateKeys = [new PrivateKeyOptions { File = key.PrivateFile }];
                }
            }),
        };
        long size = 0;

        // What is put there later has another size and version; the storage is one that does not notice.
        FaultyStorage storage = new FaultyStorage(engine.Memory).On(StorageOperation.List).LieAboutObjects(
            stored => stored.Name.EndsWith(".info", StringComparison.Ordinal) ? stored : stored with { SizeBytes = size > 0 ? size : stored.SizeBytes, Version = null });
        engine.With("memory", storage);
        (await engine.RunAsync()).EnsureSucceeded();
        string archive = engine.Memory.Names.Single(name => !name.EndsWith(".info", StringComparison.Ordinal));
        size = engine.Memory.GetContent(archive).Length;
        return new DamagedBackup(engine, source, archive);
    }

    internal async Task AssertRefusedAsync(byte[] archive, string how)
    {
        Engine.Memory.Put(Archive, archive);
        try
        {
            await Engine.Restorer.RestoreAsync("shop.2026-11-24_03-00-00", new RestoreOptions { Target = "copy" }, TestContext.Current.CancellationToken);
        }
        catch (BackupShException)
        {
            Assert.Empty(Source.Restores);
            return;
        }

        Assert.Fail($"Accepted: {how}.");
    }
}
