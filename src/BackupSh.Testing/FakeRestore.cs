using BackupSh.Sources;

namespace BackupSh.Testing;

/// <summary>What a <see cref="FakeSource"/> has restored.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="Content">Every byte that came, read to its end.</param>
public sealed record FakeRestore(RestoreRequest Request, ReadOnlyMemory<byte> Content);
