using BackupSh.Catalog;

namespace BackupSh.Storage.S3;

/// <summary>The keys of our objects in a bucket.</summary>
/// <param name="prefix">The option: empty, <c>.</c>, or segments with slashes between.</param>
internal sealed class S3Keys(string prefix)
{
    internal const string ProbeName = ".backupsh-probe";

    private readonly string _folder = prefix.Trim('/') is { Length: > 0 } trimmed ? trimmed + "/" : "";

    /// <summary>Gets a value indicating whether keys start with <c>./</c>, which addresses lose on their way.</summary>
    internal bool StartWithDot => _folder == "./";

    /// <summary>Gets the key of the object that conditions are tried out on.</summary>
    internal string Probe => _folder + ProbeName;

    internal string Of(string name) => _folder + name;

    /// <summary>Returns the name of an object, or <see langword="null"/> if its key does not lie directly below the prefix.</summary>
    internal string? NameOf(string key)
    {
        if (!key.StartsWith(_folder, StringComparison.Ordinal))
        {
            return null;
        }

        string name = key[_folder.Length..];
        return name.Length == 0 || name.Contains('/', StringComparison.Ordinal) ? null : name;
    }

    /// <summary>Tells whether an upload to a key can be one of ours: only a backup's files are uploaded in parts.</summary>
    internal bool IsArchive(string key) => NameOf(key) is { } name && BackupFile.TryParse(name, out BackupFile? file) && file.Kind == BackupFileKind.Archive;
}
