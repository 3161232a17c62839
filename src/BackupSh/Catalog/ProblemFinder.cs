using BackupSh.Diagnostics;
using BackupSh.Shared;
using BackupSh.Storage;

namespace BackupSh.Catalog;

/// <summary>Says what is odd about the files of one storage.</summary>
internal sealed class ProblemFinder(string storage)
{
    /// <summary>Returns the files that are none of ours.</summary>
    internal IEnumerable<CatalogProblem> Foreign(StorageListing listing) =>
        listing.Foreign.Select(stored => Problem(CatalogProblemKind.ForeignFile, "BSH0520", stored));

    /// <summary>Returns what is odd about a backup's files, from their names alone.</summary>
    internal IEnumerable<CatalogProblem> Of(BackupFiles files, DateTimeOffset now)
    {
        bool inProgress = files.IsInProgress(now);
        if (files.Claim is not null && !inProgress)
        {
            yield return Problem(CatalogProblemKind.StaleClaim, "BSH0525", files.Claim);
        }

        if (files.Info is null && files.Archives.Count > 0 && !inProgress)
        {
            yield return Problem(CatalogProblemKind.ArchiveWithoutInfo, "BSH0521", [.. files.Archives]);
        }

        if (files.Info is not null && files.Archives.Count == 0)
        {
            yield return InfoWithoutArchive(files.Info);
        }

        if (files.Info is not null && files.Archives.Count > 1)
        {
            yield return Problem(CatalogProblemKind.SeveralArchives, "BSH0523", [.. files.Archives]);
        }

        if (files.Pin is not null && files.Info is null && files.Archives.Count == 0)
        {
            yield return Problem(CatalogProblemKind.PinWithoutBackup, "BSH0526", files.Pin);
        }
    }

    internal CatalogProblem InfoWithoutArchive(StorageObject info) => Problem(CatalogProblemKind.InfoWithoutArchive, "BSH0522", info);

    internal CatalogProblem WrongSize(StorageObject archive) => Problem(CatalogProblemKind.WrongSize, "BSH0524", archive);

    internal CatalogProblem BadInfo(StorageObject info, BackupInfoFormatException exception) => new(
        storage,
        CatalogProblemKind.BadInfo,
        [info.Name],
        ErrorTexts.Error("BSH0527", info.Name, storage, exception.Fault.Error.Message));

    private CatalogProblem Problem(CatalogProblemKind kind, string code, params StorageObject[] objects)
    {
        string[] names = [.. objects.Select(stored => stored.Name)];
        return new CatalogProblem(storage, kind, names, ErrorTexts.Error(code, string.Join("', '", names.Select(Printable.Of)), storage));
    }
}
