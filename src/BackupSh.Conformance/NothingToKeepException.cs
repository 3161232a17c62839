namespace BackupSh.Conformance;

/// <summary>A check does not apply: what it is about is declared to be missing.</summary>
internal sealed class NothingToKeepException(string reason) : Exception(reason);
