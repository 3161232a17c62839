namespace BackupSh.Conformance.SourceChecks;

/// <summary>One execution of a check on a source.</summary>
internal sealed class SourceCheckRun(SourceConformance conformance, SourceCheck check) : CheckRun(check)
{
    private protected override async Task ExecuteAsync(CancellationToken cancellationToken) =>
        await check.Run(new SourceScratch(conformance, await conformance.OpenAsync(cancellationToken).ConfigureAwait(false), Trace, cancellationToken))
            .ConfigureAwait(false);

    private protected override Task<string?> CleanUpAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);
}
