namespace BackupSh.Catalog;

/// <summary>Something odd in a storage.</summary>
/// <param name="Storage">The storage's name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Files">The files concerned, as the storage spells them. Foreign names may hold anything.</param>
/// <param name="Error">What it means and what to do.</param>
public sealed record CatalogProblem(string Storage, CatalogProblemKind Kind, IReadOnlyList<string> Files, BackupShError Error);
