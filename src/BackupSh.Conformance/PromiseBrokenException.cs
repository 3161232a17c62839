namespace BackupSh.Conformance;

/// <summary>A check found another thing than it expected.</summary>
internal sealed class PromiseBrokenException(string message, Exception? innerException = null) : Exception(message, innerException);
