using System.Globalization;
using BackupSh.Shared;

namespace BackupSh.Configuration;

/// <summary>Faults that several options have.</summary>
internal static class OptionsScopeExtensions
{
    /// <summary>Returns the key of a list's item.</summary>
    internal static string Key(int index) => index.ToString(CultureInfo.InvariantCulture);

    /// <summary>Returns the place of a list's item.</summary>
    internal static OptionsScope Item(this OptionsScope scope, string key, int index) => scope.At(key).At(Key(index));

    /// <summary>Reports a value that is not between two others.</summary>
    internal static void RequireBetween<T>(this OptionsScope scope, string key, T value, T minimum, T maximum)
        where T : IComparable<T>
    {
        if (value.CompareTo(minimum) < 0 || value.CompareTo(maximum) > 0)
        {
            scope.Fault(key, ErrorTexts.Error("BSH0133", value, minimum, maximum));
        }
    }
}
