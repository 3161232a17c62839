using Microsoft.Extensions.Configuration;

namespace BackupSh.Configuration;

/// <summary>Copies a section of the host's configuration, with everything below it.</summary>
internal static class SectionTree
{
    internal static OptionsSection Of(IConfigurationSection section) =>
        new(section.Key, section.Value, [.. section.GetChildren().Select(Of)]);

    internal static bool AreEqual(OptionsSection left, OptionsSection right) =>
        string.Equals(left.Key, right.Key, StringComparison.OrdinalIgnoreCase)
        && string.Equals(left.Value, right.Value, StringComparison.Ordinal)
        && left.Children.Count == right.Children.Count
        && left.Children.Zip(right.Children).All(pair => AreEqual(pair.First, pair.Second));
}
