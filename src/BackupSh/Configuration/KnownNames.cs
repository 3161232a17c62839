using System.Diagnostics.CodeAnalysis;

namespace BackupSh.Configuration;

/// <summary>What a job may refer to. Compared without regard to case.</summary>
/// <param name="Sources">The names of all sources.</param>
/// <param name="Storages">The names of all storages.</param>
/// <param name="Encryptors">The names of the host's own encryptors.</param>
internal sealed record KnownNames(HashSet<string> Sources, HashSet<string> Storages, HashSet<string> Encryptors)
{
    /// <summary>Finds a name as it is spelled where it is defined, or reports that it is none of them.</summary>
    internal static bool Find(
        HashSet<string> known, string? name, OptionsScope scope, string key, string code, [NotNullWhen(true)] out string? found)
    {
        found = null;
        if (!scope.Require(key, name))
        {
            return false;
        }

        if (known.TryGetValue(name!, out found))
        {
            return true;
        }

        scope.Fault(key, UnknownName.Error(code, name!, known));
        return false;
    }
}
