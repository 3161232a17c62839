namespace BackupSh.Cli.Output;

/// <summary>The least rights that a role needs.</summary>
/// <param name="Role"><c>writer</c>, <c>pruner</c> or <c>restorer</c>.</param>
/// <param name="Kind">What the text is, for example <c>IAM policy (JSON)</c>.</param>
/// <param name="Text">The rights in the provider's words.</param>
internal sealed record ShownPolicy(string Role, string Kind, string Text);
