using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace BackupSh.Options;

/// <summary>When a run has succeeded: what <c>All</c>, <c>AtLeast:2</c> and <c>Primary</c> mean.</summary>
/// <remarks>A run that stored the backup somewhere but not as the rule asks has partially succeeded. The default value is
/// <see cref="All"/>.</remarks>
public readonly record struct SuccessRule
{
    private const string AllText = "All";
    private const string PrimaryText = "Primary";
    private const string AtLeastPrefix = "AtLeast:";

    private SuccessRule(SuccessRuleKind kind, int count)
    {
        Kind = kind;
        Count = count;
    }

    /// <summary>Gets the rule that every storage must hold the backup.</summary>
    public static SuccessRule All => default;

    /// <summary>Gets the rule that the job's first storage must hold the backup.</summary>
    public static SuccessRule Primary { get; } = new(SuccessRuleKind.Primary, 1);

    /// <summary>Gets what is counted.</summary>
    internal SuccessRuleKind Kind { get; }

    /// <summary>Gets how many storages <see cref="AtLeast"/> asks for; 0 for <see cref="All"/>, 1 for <see cref="Primary"/>.</summary>
    internal int Count { get; }

    /// <summary>Returns the rule that some of the storages must hold the backup.</summary>
    /// <param name="count">How many: 1 or more, and not more than the job has.</param>
    /// <returns>The rule.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than 1.</exception>
    public static SuccessRule AtLeast(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new SuccessRule(SuccessRuleKind.AtLeast, count);
    }

    /// <summary>Reads a rule.</summary>
    /// <param name="text"><c>All</c>, <c>Primary</c>, or <c>AtLeast:</c> and a number from 1; without regard to case.</param>
    /// <param name="rule">The rule, or the default.</param>
    /// <returns><see langword="true"/> if it is one.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out SuccessRule rule)
    {
        rule = default;
        if (string.Equals(text, AllText, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        if (string.Equals(text, PrimaryText, StringComparison.OrdinalIgnoreCase))
        {
            rule = Primary;
            return true;
        }

        if (text is null || !text.StartsWith(AtLeastPrefix, StringComparison.OrdinalIgnoreCase)
            || !int.TryParse(text.AsSpan(AtLeastPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            || count < 1)
        {
            return false;
        }

        rule = AtLeast(count);
        return true;
    }

    /// <summary>Reads a rule.</summary>
    /// <param name="text"><c>All</c>, <c>Primary</c>, or <c>AtLeast:</c> and a number from 1; without regard to case.</param>
    /// <returns>The rule.</returns>
    /// <exception cref="FormatException">It is none.</exception>
    public static SuccessRule Parse(string text) =>
        TryParse(text, out SuccessRule rule)
            ? rule
            : throw new FormatException($"'{text}' is no success rule: {AllText}, {PrimaryText} or {AtLeastPrefix}2 is expected.");

    /// <summary>Returns the rule as <see cref="TryParse"/> reads it.</summary>
    /// <returns>For example <c>AtLeast:2</c>.</returns>
    public override string ToString() => Kind switch
    {
        SuccessRuleKind.AtLeast => string.Create(CultureInfo.InvariantCulture, $"{AtLeastPrefix}{Count}"),
        SuccessRuleKind.Primary => PrimaryText,
        _ => AllText,
    };
}
