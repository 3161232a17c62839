using BackupSh.Checks;

namespace BackupSh.Cli.Output;

/// <summary>What a check of one thing found.</summary>
/// <param name="Kind">What was looked at, for example <c>storageWriting</c>.</param>
/// <param name="Subject">The name of the source, job or storage, or the path in the configuration; may be empty.</param>
/// <param name="Status"><c>passed</c>, <c>warning</c> or <c>failed</c>.</param>
/// <param name="Detail">What was seen, in words, or null.</param>
/// <param name="Error">What is wrong and what to do, or null.</param>
internal sealed record ShownCheck(string Kind, string Subject, string Status, string? Detail, ShownError? Error)
{
    internal static ShownCheck Of(CheckResult result) =>
        new(CliJson.Word(result.Kind), result.Subject, CliJson.Word(result.Status), result.Detail, ShownError.OfNullable(result.Error));
}
