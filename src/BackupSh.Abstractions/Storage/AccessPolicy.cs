namespace BackupSh.Storage;

/// <summary>The least rights that a role needs in one storage, in the words of that storage's provider.</summary>
/// <param name="Role">Who needs them.</param>
/// <param name="Kind">What the text is, for whoever has to enter it somewhere: <c>IAM policy (JSON)</c>, <c>scopes</c>. One line.</param>
/// <param name="Text">The rights, with the storage's own bucket, folder or directory filled in. May have several lines, and
/// never holds a secret. Where the provider cannot tell the role from another one, it says so.</param>
public sealed record AccessPolicy(AccessRole Role, string Kind, string Text);
