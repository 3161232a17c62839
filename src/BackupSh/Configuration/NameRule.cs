using System.Text.RegularExpressions;
using BackupSh.Shared;

namespace BackupSh.Configuration;

/// <summary>What sources, storages, jobs and encryptors may be called: what fits a file name, a log and a command line.</summary>
internal static partial class NameRule
{
    internal const int MaximumLength = 100;

    internal static bool Check(string name, OptionsScope scope)
    {
        if (IsGood(name, MaximumLength))
        {
            return true;
        }

        scope.Fault(null, ErrorTexts.Error("BSH0110", name, MaximumLength));
        return false;
    }

    internal static bool IsGood(string name, int maximumLength) => name.Length <= maximumLength && Form().IsMatch(name);

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_.-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
