using BackupSh.Options;
using BackupSh.Shared;

namespace BackupSh.Configuration;

/// <summary>Puts the sections of several <c>AddBackupSh</c> calls side by side: what two of them name is a fault.</summary>
internal sealed class SectionMerge(OptionsScope outermost)
{
    private static readonly string[] NamedThings = [EngineKeys.Sources, EngineKeys.Storages, EngineKeys.Jobs];
    private static readonly string[] SingleValues =
    [
        nameof(BackupShOptions.Instance), nameof(BackupShOptions.RestorePreference), nameof(BackupShOptions.StoredSecretsKey),
        nameof(BackupShOptions.Scheduler), EngineKeys.Catalog,
    ];

    // From the path below the root ("Jobs:nightly") to the root that has it first.
    private readonly Dictionary<string, string> _owners = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns the sections without what an earlier one has too, which is reported. A section that is given twice
    /// counts once.</summary>
    internal IReadOnlyList<RootSection> Merge(IEnumerable<ConfiguredSection> sections)
    {
        List<RootSection> roots = [];
        foreach (ConfiguredSection section in sections)
        {
            RootSection root = new(section.Section.Path, SectionTree.Of(section.Section), section.BaseDirectory);
            if (!roots.Any(known => IsSame(known, root)))
            {
                roots.Add(root);
            }
        }

        return [.. roots.Select(root => root with { Tree = root.Tree with { Children = [.. WithoutDoubles(root)] } })];
    }

    private static bool IsSame(RootSection left, RootSection right) =>
        left.Path == right.Path && left.BaseDirectory == right.BaseDirectory && SectionTree.AreEqual(left.Tree, right.Tree);

    private static bool IsOneOf(string[] keys, string key) => keys.Contains(key, StringComparer.OrdinalIgnoreCase);

    private IEnumerable<OptionsSection> WithoutDoubles(RootSection root)
    {
        foreach (OptionsSection child in root.Tree.Children)
        {
            if (IsOneOf(NamedThings, child.Key))
            {
                yield return child with { Children = [.. child.Children.Where(named => IsFirst(root.Path, $"{child.Key}:{named.Key}"))] };
            }
            else if (!IsOneOf(SingleValues, child.Key) || IsFirst(root.Path, child.Key))
            {
                yield return child;
            }
        }
    }

    private bool IsFirst(string root, string path)
    {
        if (_owners.TryAdd(path, root))
        {
            return true;
        }

        outermost.At(root).Fault(path, ErrorTexts.Error("BSH0111", path, $"{_owners[path]}:{path}"));
        return false;
    }
}
