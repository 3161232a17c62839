namespace BackupSh.Storage;

/// <summary>A request on its way to a storage.</summary>
/// <param name="Answer">Its answer, limited in time.</param>
/// <param name="Ended">Ends when the storage has really let go, which may be long after the answer was given up; never
/// faults. Until then what was asked may still be done.</param>
internal sealed record StorageRequest<T>(Task<T> Answer, Task Ended);
