using System.Security.Cryptography;
using BackupSh.Conformance;
using BackupSh.Sources;

namespace BackupSh.Testing.Tests.Conformance;

/// <summary>What the fake source declares, and any other one that stands in front of it.</summary>
internal sealed class FakeConformance : SourceConformance
{
    private readonly FakeSource _fake;
    private readonly IBackupSource _source;
    private readonly Func<string, bool> _isGone;
    private int _targets;

    internal FakeConformance(FakeSource fake, IBackupSource? source = null, bool isRestorable = true, Func<string, bool>? isGone = null)
    {
        _fake = fake;
        _isGone = isGone ?? (static _ => false);
        _source = source ?? fake;
        IsRestorable = isRestorable;
        CoveredBy("damaged-source-is-an-error", typeof(FakeSourceTests), nameof(FakeSourceTests.WriteToAsync_FailAtByte_WritesThatManyAndFails));
        DoesNotApply("dump-is-one-moment", "Its content does not change.");
        DoesNotApply("dump-is-restored-by-hand", "Its content is of no kind.");
        if (source is null)
        {
            KnownDeviation("foreign-content-is-refused", "Its content is of no kind, so that nothing is foreign to it.");
        }

        KnownDeviation("dump-needs-bounded-memory", "It remembers what was restored: that is what it is for.");
    }

    public override bool IsRestorable { get; }

    public override TimeSpan Timeout => TimeSpan.FromSeconds(20);

    public override Task<IBackupSource> OpenAsync(CancellationToken cancellationToken = default) => Task.FromResult(_source);

    public override string NewTarget() => $"target-{Interlocked.Increment(ref _targets)}";

    public override Task<string?> LookAsync(string? target, CancellationToken cancellationToken = default) => Task.FromResult(target is null ? Own() : Restored(target));

    private string Own() => Hash([.. Enumerable.Range(0, (int)_fake.SizeBytes).Select(i => (byte)(i % 251))]);

    private string? Restored(string target)
    {
        string name = target.Replace(".previous", "", StringComparison.Ordinal);
        FakeRestore[] restores = [.. _fake.Restores.Where(restore => restore.Request.Target == name)];
        int wanted = restores.Length - (name == target ? 1 : 2);
        return wanted < 0 || _isGone(target) ? null : Hash(restores[wanted].Content.Span);
    }

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
