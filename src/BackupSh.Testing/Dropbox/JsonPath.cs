namespace BackupSh.Testing.Dropbox;

/// <summary>A path in a request, and where in the endpoint's error union its faults stand.</summary>
internal sealed record JsonPath(string Name, string? Value, params string[] ErrorTags);
