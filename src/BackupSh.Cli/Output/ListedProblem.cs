using BackupSh.Catalog;

namespace BackupSh.Cli.Output;

/// <summary>Something odd in a storage.</summary>
internal sealed record ListedProblem(string Storage, string Kind, IReadOnlyList<string> Files, ShownError Error)
{
    internal static ListedProblem Of(CatalogProblem problem) =>
        new(problem.Storage, CliJson.Word(problem.Kind), problem.Files, ShownError.Of(problem.Error));
}
