using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace BackupSh.Rotation;

/// <summary>How many periods of a tier keep a backup: none, a number of them, or all.</summary>
/// <remarks>The words are the same in code, configuration and command line: <c>disabled</c>, <c>7</c>, <c>unlimited</c>.
/// The default value is <see cref="Disabled"/>.</remarks>
public readonly struct RotationRule : IEquatable<RotationRule>
{
    private const string DisabledWord = "disabled";
    private const string UnlimitedWord = "unlimited";

    private readonly int _limit;

    private RotationRule(int limit) => _limit = limit;

    /// <summary>Gets the rule that keeps nothing.</summary>
    public static RotationRule Disabled => default;

    /// <summary>Gets the rule that keeps a backup of every period.</summary>
    /// <remarks>One of every period, not every backup: two backups of one hour are one for <c>hourly = unlimited</c>.</remarks>
    public static RotationRule Unlimited => new(-1);

    /// <summary>Gets a value indicating whether the rule keeps nothing.</summary>
    public bool IsDisabled => _limit == 0;

    /// <summary>Gets a value indicating whether the rule keeps a backup of every period.</summary>
    public bool IsUnlimited => _limit < 0;

    /// <summary>Gets how many periods keep a backup, 1 or more, or <see langword="null"/> for a rule without a limit.</summary>
    public int? Limit => _limit > 0 ? _limit : null;

    /// <summary>Compares two rules.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> if they are the same.</returns>
    public static bool operator ==(RotationRule left, RotationRule right) => left.Equals(right);

    /// <summary>Compares two rules.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> if they differ.</returns>
    public static bool operator !=(RotationRule left, RotationRule right) => !left.Equals(right);

    /// <summary>Makes a rule that keeps the newest backup of each of the most recent periods that have one.</summary>
    /// <param name="periods">How many: 1 or more. Periods without a backup do not count.</param>
    /// <returns>The rule.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="periods"/> is less than 1.</exception>
    public static RotationRule Limited(int periods)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(periods, 1);
        return new RotationRule(periods);
    }

    /// <summary>Reads a rule.</summary>
    /// <param name="text"><c>disabled</c>, <c>unlimited</c> (in any case) or a whole number from 1.</param>
    /// <param name="rule">The rule.</param>
    /// <returns><see langword="true"/> if it is one. <c>0</c> is none: whether it means nothing or everything is a matter of taste.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out RotationRule rule)
    {
        if (string.Equals(text, UnlimitedWord, StringComparison.OrdinalIgnoreCase))
        {
            rule = Unlimited;
            return true;
        }

        bool isLimited = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int limit) && limit > 0;
        rule = isLimited ? new RotationRule(limit) : Disabled;
        return isLimited || string.Equals(text, DisabledWord, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Reads a rule.</summary>
    /// <param name="text"><c>disabled</c>, <c>unlimited</c> (in any case) or a whole number from 1.</param>
    /// <returns>The rule.</returns>
    /// <exception cref="FormatException">It is none.</exception>
    public static RotationRule Parse(string text) =>
        TryParse(text, out RotationRule rule)
            ? rule
            : throw new FormatException($"'{text}' is no rotation rule: {DisabledWord}, {UnlimitedWord} or a whole number from 1 is expected.");

    /// <summary>Returns the word that <see cref="Parse"/> reads.</summary>
    /// <returns><c>disabled</c>, <c>unlimited</c> or the limit.</returns>
    public override string ToString() =>
        IsDisabled ? DisabledWord : IsUnlimited ? UnlimitedWord : _limit.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public bool Equals(RotationRule other) => _limit == other._limit;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RotationRule other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _limit;

    /// <summary>Tells whether the rule keeps the newest backup of a period.</summary>
    /// <param name="rank">How recent the period is among those that have a backup, from 1.</param>
    internal bool Keeps(int rank) => IsUnlimited || rank <= _limit;
}
