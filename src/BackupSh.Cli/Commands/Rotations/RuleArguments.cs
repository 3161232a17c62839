using BackupSh.Rotation;
using BackupSh.Shared;

namespace BackupSh.Cli.Commands.Rotations;

/// <summary>Reads rules as <c>daily=7,max-age=1y</c>.</summary>
internal static class RuleArguments
{
    private static readonly string[] Tiers = [.. Enum.GetNames<RotationTier>().Select(name => name.ToLowerInvariant())];

    /// <summary>Reads rules, and tells every one that is wrong.</summary>
    internal static Dictionary<RotationTier, RotationRule> Read(IEnumerable<string> arguments, CommandFaults faults, out bool allAreRead)
    {
        Dictionary<RotationTier, RotationRule> rules = [];
        HashSet<int> seen = [];
        allAreRead = true;
        foreach (string argument in arguments)
        {
            string[] parts = argument.Split('=', 2);
            int tier = Array.FindIndex(Tiers, known => string.Equals(known, parts[0].Trim(), StringComparison.OrdinalIgnoreCase));
            BackupShError[] found = [.. FaultsOf(argument, parts, tier, seen, out RotationRule rule)];
            foreach (BackupShError fault in found)
            {
                faults.Add($"--rule {argument}", fault);
            }

            allAreRead &= found.Length == 0;
            if (found.Length == 0)
            {
                rules.Add((RotationTier)tier, rule);
            }
        }

        return rules;
    }

    private static List<BackupShError> FaultsOf(string argument, string[] parts, int tier, HashSet<int> seen, out RotationRule rule)
    {
        rule = default;
        if (parts.Length < 2)
        {
            return [ErrorTexts.Error("BSH0751", argument)];
        }

        List<BackupShError> faults = [];
        if (tier < 0)
        {
            faults.Add(ErrorTexts.Error("BSH0752", parts[0].Trim(), string.Join(", ", Tiers)));
        }
        else if (!seen.Add(tier))
        {
            faults.Add(ErrorTexts.Error("BSH0757", Tiers[tier]));
        }

        if (!RotationRule.TryParse(parts[1].Trim(), out rule, out BackupShError? wrong))
        {
            faults.Add(wrong);
        }

        return faults;
    }
}
