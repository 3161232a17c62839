namespace BackupSh.Testing;

/// <summary>A call that a <see cref="FaultyStorage"/> has seen.</summary>
/// <param name="Operation">What was asked.</param>
/// <param name="Names">The object's name; for a listing its prefix; for a deletion every name, none for a deletion of nothing.</param>
public sealed record StorageCall(StorageOperation Operation, IReadOnlyList<string> Names)
{
    /// <summary>Returns <c>"Upload erp.info"</c>: the operation, and the names separated by commas.</summary>
    /// <returns>The call in one line.</returns>
    public override string ToString() => $"{Operation} {string.Join(',', Names)}".TrimEnd();
}
