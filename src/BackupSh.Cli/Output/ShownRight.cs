namespace BackupSh.Cli.Output;

/// <summary>Whether credentials may do one thing.</summary>
/// <param name="Right"><c>list</c>, <c>create</c>, <c>read</c>, <c>lock</c>, <c>delete</c> or <c>abortUpload</c>.</param>
/// <param name="Status"><c>allowed</c>, <c>denied</c>, <c>unknown</c> or <c>notApplicable</c>.</param>
/// <param name="Detail">What was seen, in words.</param>
/// <param name="Error">What the storage answered, or null.</param>
internal sealed record ShownRight(string Right, string Status, string Detail, ShownError? Error);
