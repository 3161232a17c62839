using System.Globalization;
using BackupSh.Shared;

namespace BackupSh.Rotation;

/// <summary>The text of a rule.</summary>
internal static class RotationRuleText
{
    internal const string Disabled = "disabled";
    internal const string Unlimited = "unlimited";
    private const string MaxAge = "max-age";
    private const string Pick = "pick";

    /// <returns>What is wrong, or null.</returns>
    internal static BackupShError? Read(string text, out RotationRule rule)
    {
        rule = default;
        string[] parts = text.Split(',');
        if (string.Equals(text, Disabled, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        if (ReadLimit(parts[0]) is not { } limit)
        {
            return ErrorTexts.Error("BSH0052", parts[0]);
        }

        HashSet<string> seen = [];
        RotationRule read = limit;
        foreach (string part in parts[1..])
        {
            string name = part.Split('=')[0];
            if (name is not (MaxAge or Pick))
            {
                return ErrorTexts.Error("BSH0053", part);
            }

            if (!seen.Add(name))
            {
                return ErrorTexts.Error("BSH0054", name);
            }

            if (Apply(name, part[Math.Min(part.Length, name.Length + 1)..], ref read) is { } fault)
            {
                return fault;
            }
        }

        rule = read;
        return null;
    }

    internal static string Of(RotationRule rule)
    {
        string limit = rule.IsDisabled ? Disabled
            : rule.Limit is { } number ? number.ToString(CultureInfo.InvariantCulture)
            : Unlimited;
        string age = rule.MaxAge is { } maxAge ? $",{MaxAge}={maxAge}" : "";
        return limit + age + (rule.Pick == RotationPick.Oldest ? $",{Pick}=oldest" : "");
    }

    private static RotationRule? ReadLimit(string text)
    {
        if (string.Equals(text, Unlimited, StringComparison.OrdinalIgnoreCase))
        {
            return RotationRule.Unlimited;
        }

        bool isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int limit);
        return isNumber && limit > 0 ? RotationRule.Limited(limit) : null;
    }

    private static BackupShError? Apply(string name, string value, ref RotationRule rule)
    {
        if (name == MaxAge)
        {
            bool isAge = CalendarDuration.TryParse(value, out CalendarDuration age);
            rule = isAge ? rule.WithMaxAge(age) : rule;
            return isAge ? null : ErrorTexts.Error("BSH0055", value);
        }

        bool isOldest = string.Equals(value, nameof(RotationPick.Oldest), StringComparison.OrdinalIgnoreCase);
        rule = rule.WithPick(isOldest ? RotationPick.Oldest : RotationPick.Newest);
        bool isPick = isOldest || string.Equals(value, nameof(RotationPick.Newest), StringComparison.OrdinalIgnoreCase);
        return isPick ? null : ErrorTexts.Error("BSH0056", value);
    }
}
