using BackupSh.Shared;

namespace BackupSh.Backups;

/// <summary>A run did not succeed (<c>BSH0501</c>). Thrown only by <see cref="RunResult.EnsureSucceeded"/>.</summary>
/// <param name="result">The run's result.</param>
public sealed class BackupFailedException(RunResult result)
    : BackupShException(ErrorTexts.Error("BSH0501", result.Job, result.Status, string.Join(" ", Causes(result))))
{
    /// <summary>Gets the run's result, with every cause.</summary>
    public RunResult Result { get; } = result;

    private static IEnumerable<BackupShError> Causes(RunResult result) =>
        result.Backups.SelectMany(backup => backup.Outcomes.Select(outcome => outcome.Error).Append(backup.Error)).OfType<BackupShError>().Distinct();
}
