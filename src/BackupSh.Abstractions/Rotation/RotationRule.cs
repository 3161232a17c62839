using System.Diagnostics.CodeAnalysis;

namespace BackupSh.Rotation;

/// <summary>How many periods of a tier keep a backup: none, a number of them, or all; perhaps only down to an age.</summary>
/// <remarks>The words are the same in code, configuration and command line: <c>disabled</c>, <c>7</c>, <c>unlimited</c>, and
/// after a number or <c>unlimited</c> perhaps <c>,max-age=1y2m3d4h</c> and <c>,pick=oldest</c>. The default value is
/// <see cref="Disabled"/>.</remarks>
public readonly record struct RotationRule
{
    private const int NoLimit = -1;

    private readonly int _limit;

    private RotationRule(int limit) => _limit = limit;

    /// <summary>Gets the rule that keeps nothing.</summary>
    public static RotationRule Disabled => default;

    /// <summary>Gets the rule that keeps a backup of every period.</summary>
    /// <remarks>One of every period, not every backup: two backups of one hour are one for <c>hourly = unlimited</c>.</remarks>
    public static RotationRule Unlimited => new(NoLimit);

    /// <summary>Gets a value indicating whether the rule keeps nothing.</summary>
    public bool IsDisabled => _limit == 0;

    /// <summary>Gets a value indicating whether the rule keeps a backup of every period, down to <see cref="MaxAge"/>.</summary>
    public bool IsUnlimited => _limit < 0;

    /// <summary>Gets how many periods keep a backup, 1 or more, or <see langword="null"/> for a rule without a limit.</summary>
    public int? Limit => _limit > 0 ? _limit : null;

    /// <summary>Gets how old a backup may be at most, counted back from the newest healthy backup that is not dated in the
    /// future, or <see langword="null"/> for any age. A backup that is exactly as old is too old; with
    /// <see cref="RotationPick.Oldest"/>, a period is as old as its beginning.</summary>
    public CalendarDuration? MaxAge { get; private init; }

    /// <summary>Gets which backup stands for a period.</summary>
    public RotationPick Pick { get; private init; }

    /// <summary>Makes a rule that keeps one backup of each of the most recent periods that have one.</summary>
    /// <param name="periods">How many: 1 or more. Periods without a backup do not count.</param>
    /// <returns>The rule.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="periods"/> is less than 1.</exception>
    public static RotationRule Limited(int periods)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(periods, 1);
        return new RotationRule(periods);
    }

    /// <summary>Returns the same rule, for backups up to an age.</summary>
    /// <param name="maxAge">The age, more than zero.</param>
    /// <returns>The rule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The age is zero.</exception>
    /// <exception cref="InvalidOperationException">The rule is disabled: there is nothing to limit.</exception>
    public RotationRule WithMaxAge(CalendarDuration maxAge)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(maxAge, CalendarDuration.Zero);
        ThrowIfDisabled();
        return this with { MaxAge = maxAge };
    }

    /// <summary>Returns the same rule, with another backup standing for a period.</summary>
    /// <param name="pick">Which one.</param>
    /// <returns>The rule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such pick.</exception>
    /// <exception cref="InvalidOperationException">The rule is disabled: there is nothing to pick.</exception>
    public RotationRule WithPick(RotationPick pick)
    {
        ThrowIfDisabled();
        return Enum.IsDefined(pick)
            ? this with { Pick = pick }
            : throw new ArgumentOutOfRangeException(nameof(pick), pick, "There is no such pick.");
    }

    /// <summary>Reads a rule.</summary>
    /// <param name="text"><c>disabled</c>; or <c>unlimited</c> (in any case) or a whole number from 1, and then perhaps
    /// <c>,max-age=14d</c> (see <see cref="CalendarDuration.TryParse"/>) and <c>,pick=newest</c> or <c>,pick=oldest</c>.</param>
    /// <param name="rule">The rule.</param>
    /// <returns><see langword="true"/> if it is one. <c>0</c> is none: whether it means nothing or everything is a matter of taste.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out RotationRule rule) => TryParse(text, out rule, out _);

    /// <summary>Reads a rule, or says what is wrong with it.</summary>
    /// <param name="text">See <see cref="TryParse(string?, out RotationRule)"/>.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="fault">What is wrong (<c>BSH0052</c> to <c>BSH0056</c>), or <see langword="null"/>.</param>
    /// <returns><see langword="true"/> if it is one.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out RotationRule rule, [NotNullWhen(false)] out BackupShError? fault)
    {
        fault = RotationRuleText.Read(text ?? "", out rule);
        return fault is null;
    }

    /// <summary>Reads a rule.</summary>
    /// <param name="text">See <see cref="TryParse(string?, out RotationRule)"/>.</param>
    /// <returns>The rule.</returns>
    /// <exception cref="FormatException">It is none.</exception>
    public static RotationRule Parse(string text) =>
        TryParse(text, out RotationRule rule, out BackupShError? fault) ? rule : throw new FormatException(fault.Message);

    /// <summary>Returns the text that <see cref="Parse"/> reads.</summary>
    /// <returns>For example <c>disabled</c>, <c>7</c> or <c>unlimited,max-age=14d</c>.</returns>
    public override string ToString() => RotationRuleText.Of(this);

    /// <summary>Tells whether the limit lets a period keep its backup.</summary>
    /// <param name="rank">How recent the period is among those that have a backup, from 1.</param>
    internal bool Keeps(int rank) => IsUnlimited || rank <= _limit;

    private void ThrowIfDisabled()
    {
        if (IsDisabled)
        {
            throw new InvalidOperationException("A disabled rule keeps nothing, of whatever age.");
        }
    }
}
