using BackupSh.Sources.PostgreSql.Zip;

namespace BackupSh.Sources.PostgreSql.Awkhad;

/// <summary>The names in the zip. One that would lead out of the folder makes the whole zip refused: nobody good has written it.</summary>
internal static class AwkhadEntryName
{
    internal const string Dump = "dump.sql";
    internal const string Manifest = "manifest.json";

    // Source: Linux, NAME_MAX.
    private const int MostBytes = 255;

    /// <summary>Throws unless a name stays below the folder that it is unpacked to.</summary>
    /// <exception cref="ZipDamageException">It would not.</exception>
    internal static void Require(string name)
    {
        foreach (string part in name.TrimEnd('/').Split('/'))
        {
            if (part is "" or "." or ".." || part.Length > MostBytes || part.AsSpan().IndexOfAny('\\', ':', '\0') >= 0)
            {
                throw new ZipDamageException($"the name of the entry '{name}' is refused: it could lead out of the folder");
            }
        }
    }
}
