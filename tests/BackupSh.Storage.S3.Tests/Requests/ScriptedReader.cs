using BackupSh.Shared;
using BackupSh.TestSupport;

namespace BackupSh.Storage.S3.Tests.Requests;

/// <summary>An object whose bodies break as a test says: one length for each connection, the last one for all further ones.</summary>
internal sealed class ScriptedReader(byte[] bytes, params int[] lengths) : ObjectReader
{
    private int _opened;

    public List<long> Offsets { get; } = [];

    /// <summary>Gets how a body ends that is shorter than it should be: null ends it cleanly.</summary>
    public Exception? Break { get; init; } = new IOException("reset");

    /// <summary>Gets bytes that follow behind the last one.</summary>
    public byte[] Tail { get; init; } = [];

    /// <summary>Gets what a request throws instead of an answer, from the second one on.</summary>
    public Exception? Refusal { get; init; }

    public Task Gate { get; init; } = Task.CompletedTask;

    internal override string Name => "x";

    internal override Task<Stream> OpenAsync(long offset, RequestAttempt attempt, CancellationToken cancellationToken)
    {
        Offsets.Add(offset);
        if (_opened > 0 && Refusal is not null)
        {
            throw Refusal;
        }

        int length = lengths[Math.Min(_opened++, lengths.Length - 1)];
        byte[] all = [.. bytes[(int)offset..], .. Tail];
        byte[] body = all[..Math.Min(length, all.Length)];
        ContentStream stream = new(body)
        {
            BeforeRead = at => _ = at < body.Length || body.Length == all.Length || Break is null ? 0 : throw Break,
            Gate = Gate,
        };
        return Task.FromResult<Stream>(stream);
    }

    internal override RequestFailure Classify(Exception failure) => failure is IOException ? RequestFailure.Retry() : RequestFailure.Final;

    internal override StorageException Translate(Exception failure) =>
        new("s", Name, new BackupShError("BSH9998", failure.Message, "-"), failure);

    internal override StorageException Fault(ReadFault fault, long offset, Exception? cause) =>
        new("s", Name, new BackupShError("BSH9999", $"{fault}@{offset}", "-"), cause, fault is ReadFault.TooShort or ReadFault.Stalled);
}
