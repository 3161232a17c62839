namespace BackupSh.Conformance;

/// <summary>What a check costs.</summary>
/// <param name="Calls">How often it calls the storage, its cleaning up included. An adapter may need several requests for one.</param>
/// <param name="Bytes">How many bytes it sends and receives.</param>
public sealed record CheckCost(int Calls, long Bytes);
