using System.Text;
using BackupSh.Configuration;
using BackupSh.Shared;
using BackupSh.Sources.Folder.Exclusion;

namespace BackupSh.Sources.Folder;

/// <summary>Reports what is missing or wrong in the options.</summary>
internal static class FolderSourceOptionsValidator
{
    // Source: SourceDescription.Database.
    private const int MaximumNameBytes = 200;
    private const char Nul = '\0';

    internal static void Validate(FolderSourceOptions options, OptionsScope scope)
    {
        if (scope.Require(nameof(options.Directory), options.Directory))
        {
            ValidateDirectory(options, scope);
        }

        for (int i = 0; i < options.Exclude.Count; i++)
        {
            if (ExcludePattern.FaultOf(options.Exclude[i]) is { } reason)
            {
                scope.Fault($"{nameof(options.Exclude)}:{i}", ErrorTexts.Error("BSH0351", options.Exclude[i], reason));
            }
        }

        if (options.ExcludeMarker is { Length: > 0 } marker && (marker is "." or ".." || marker.AsSpan().ContainsAny('/', Nul)))
        {
            scope.Fault(nameof(options.ExcludeMarker), ErrorTexts.Error("BSH0352", marker.Replace(Nul, '?')));
        }
    }

    private static void ValidateDirectory(FolderSourceOptions options, OptionsScope scope)
    {
        if (options.Directory!.Contains(Nul, StringComparison.Ordinal))
        {
            scope.Fault(nameof(options.Directory), ErrorTexts.Error("BSH0350"));
            return;
        }

        string name = options.Database ?? FolderSource.NameOf(options.Directory);
        if (name.Length == 0 || Encoding.UTF8.GetByteCount(name) > MaximumNameBytes)
        {
            scope.Fault(nameof(options.Database), ErrorTexts.Error("BSH0353", name));
        }
    }
}
