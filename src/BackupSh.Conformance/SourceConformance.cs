using BackupSh.Sources;

namespace BackupSh.Conformance;

/// <summary>A source as the checks see it: how to open it, where it may restore to, and how to compare what stands there.</summary>
/// <remarks>A source's tests derive from it and run every check of <see cref="SourceCheck.All"/>: <c>docs/extending/source.md</c>
/// shows the few lines. Who derives removes the targets.</remarks>
public abstract class SourceConformance : ConformanceDeclaration
{
    /// <summary>Gets a value indicating whether it declares to be an <see cref="IRestorableBackupSource"/>.</summary>
    /// <value>If <see langword="false"/>, checks of restoring do not apply, and the members about targets are not called.</value>
    public abstract bool IsRestorable { get; }

    private protected override IReadOnlyDictionary<string, ConformanceCheck> Checks => SourceCheck.ById;

    /// <summary>Opens the source under check.</summary>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <returns>A source whose content is at least 100 bytes and does not change.</returns>
    public abstract Task<IBackupSource> OpenAsync(CancellationToken cancellationToken = default);

    /// <summary>Makes a target that nobody has used.</summary>
    /// <returns>Another one at each call.</returns>
    public abstract string NewTarget();

    /// <summary>Looks at the data themselves, not through the source.</summary>
    /// <param name="target">A target that was restored to or is kept aside, or <see langword="null"/> for the source's own data.</param>
    /// <param name="cancellationToken">Cancels the looking.</param>
    /// <returns>A text that is equal for equal data, for example a hash of all rows; <see langword="null"/> if nothing stands there.</returns>
    public abstract Task<string?> LookAsync(string? target, CancellationToken cancellationToken = default);

    private protected override CheckRun Start(ConformanceCheck check) => new SourceChecks.SourceCheckRun(this, (SourceCheck)check);

    private protected override string? WhyNotApplicable(ConformanceCheck check) => null;
}
