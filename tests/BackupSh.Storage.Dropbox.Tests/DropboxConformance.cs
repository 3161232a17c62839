using BackupSh.Conformance;
using BackupSh.Testing.Dropbox;

namespace BackupSh.Storage.Dropbox.Tests;

/// <summary>What the Dropbox storage declares.</summary>
internal sealed class DropboxConformance : StorageConformance, IAsyncDisposable
{
    private const int PageEntries = 5;
    private readonly SemaphoreSlim _turn = new(1);
    private DropboxFixture? _fixture;

    internal DropboxConformance()
    {
        DeclareUploads();
        DeclareReads();
        DeclareListings();
        DeclareErrors();
    }

    public override StorageTraits Traits { get; } = new()
    {
        CreateOnly = CreateOnlyScope.AllObjects,
        HasQuota = true,
        HasTemporaryLinks = true,
        HasVersions = true,
        ChecksumAlgorithm = DropboxStorage.ChecksumAlgorithm,
        FoldsCase = true,
        PartBytes = [DropboxLimits.BlockBytes],
        PageObjects = PageEntries,
        DeleteBatchNames = 20,
    };

    public override TimeProvider TimeProvider => TimeProvider.System;

    public override async Task<IBackupStorage> OpenAsync(CancellationToken cancellationToken = default) =>
        (await FixtureAsync(cancellationToken)).Open(options => options.Folder = "");

    public override async Task<IBackupStorage?> OpenMissingAsync(CancellationToken cancellationToken = default) =>
        (await FixtureAsync(cancellationToken)).Open(options =>
        {
            options.Folder = "missing";
            options.CreateFolder = false;
        });

    public async ValueTask DisposeAsync()
    {
        _turn.Dispose();
        await (_fixture?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private async Task<DropboxFixture> FixtureAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            // The server's clock is the system's, with which checks compare times.
            return _fixture ??= await DropboxFixture.StartAsync(
                cancellationToken, _ => new DropboxServerOptions { PageEntries = PageEntries });
        }
        finally
        {
            _turn.Release();
        }
    }

    private void DeclareUploads()
    {
        CoveredBy("lost-acknowledgement-is-resolved", typeof(DropboxUploadWireTests), nameof(DropboxUploadWireTests.UploadAsync_AcknowledgementIsLost_IsResolvedByLooking));
        CoveredBy("failed-commit-is-resolved", typeof(DropboxUploadWireTests), nameof(DropboxUploadWireTests.UploadAsync_CommitFailsAfterItIsApplied_IsResolvedByLooking));
        CoveredBy("failed-part-is-sent-again-from-memory", typeof(DropboxUploadWireTests), nameof(DropboxUploadWireTests.UploadAsync_PartFails_SendsItAgain));
        DoesNotApply("ignored-condition-is-not-trusted", "The condition is a part of Dropbox's own API: there are no other servers that could ignore it.");
        KnownDeviation("unfinished-uploads-are-removed", "Dropbox offers no way to remove an upload session. It lists none, counts none as space, and forgets one after seven days.");
        CoveredBy("no-room-is-an-error", typeof(DropboxUploadWireTests), nameof(DropboxUploadWireTests.UploadAsync_AccountIsFull_FailsAndKeepsNothing));
        CoveredBy("memory-is-bounded", typeof(DropboxMemoryTests), nameof(DropboxMemoryTests.UploadAsync_LargerThanTheHeap_Succeeds));
    }

    private void DeclareReads()
    {
        CoveredBy("truncated-body-is-an-error", typeof(DropboxReadWireTests), nameof(DropboxReadWireTests.ReadAsync_BodyIsAlwaysTruncated_Fails));
        CoveredBy("wrong-length-is-an-error", typeof(DropboxReadWireTests), nameof(DropboxReadWireTests.ReadAsync_BodyIsTooLong_Fails));
        CoveredBy("damaged-body-is-an-error", typeof(DropboxReadWireTests), nameof(DropboxReadWireTests.ReadAsync_BodyIsDamaged_Fails));
        CoveredBy("broken-connection-is-transient", typeof(DropboxReadWireTests), nameof(DropboxReadWireTests.ReadAsync_ConnectionAlwaysBreaks_FailsTransiently));
        CoveredBy("cut-object-is-noticed", typeof(DropboxReadWireTests), nameof(DropboxReadWireTests.ReadAsync_BodyIsAlwaysTruncated_Fails));
        CoveredBy("missing-object-is-asked-for-once", typeof(DropboxReadWireTests), nameof(DropboxReadWireTests.OpenReadAsync_Missing_AsksOnce));
    }

    private void DeclareListings()
    {
        CoveredBy("failed-names-are-told-one-by-one", typeof(DropboxDeletionWireTests), nameof(DropboxDeletionWireTests.DeleteAsync_SomeNamesFail_TellsEach));
        CoveredBy("deletion-in-the-background-is-awaited", typeof(DropboxDeletionWireTests), nameof(DropboxDeletionWireTests.DeleteAsync_InTheBackground_IsAskedAboutWithinItsTime));
        DoesNotApply("locked-object-is-retained", "Dropbox has no object lock.");
        CoveredBy("failing-page-fails-the-listing", typeof(DropboxListingWireTests), nameof(DropboxListingWireTests.ListAsync_APageFails_Throws));
        CoveredBy("expired-cursor-restarts-or-fails", typeof(DropboxListingWireTests), nameof(DropboxListingWireTests.ListAsync_CursorIsReset_StartsAgain));
        CoveredBy("repeated-entries-are-listed-once", typeof(DropboxListingWireTests), nameof(DropboxListingWireTests.ListAsync_FileChangesBetweenPages_ListsItOnce));
        CoveredBy("strange-answer-fails-the-listing", typeof(DropboxListingWireTests), nameof(DropboxListingWireTests.ListAsync_StrangeAnswer_Throws));
        CoveredBy("hidden-objects-are-not-listed", typeof(DropboxListingWireTests), nameof(DropboxListingWireTests.ListAsync_FoldersDeletedAndUnfinished_AreNotListed));
        CoveredBy("foreign-objects-are-tolerated", typeof(DropboxListingWireTests), nameof(DropboxListingWireTests.ListAsync_ForeignNames_AreListedAsTheyAre));
    }

    private void DeclareErrors()
    {
        CoveredBy("retry-after-seconds-are-kept", typeof(DropboxRetryWireTests), nameof(DropboxRetryWireTests.Request_RetryAfterSeconds_AreKept));
        CoveredBy("retry-after-date-is-kept", typeof(DropboxRetryWireTests), nameof(DropboxRetryWireTests.Request_RetryAfterDate_IsKept));
        CoveredBy("retries-come-to-an-end", typeof(DropboxRetryWireTests), nameof(DropboxRetryWireTests.Request_AlwaysFails_EndsTransiently));
        CoveredBy("denied-access-is-not-repeated", typeof(DropboxRetryWireTests), nameof(DropboxRetryWireTests.Request_Denied_IsMadeOnceAndExplained));
        CoveredBy("expired-token-is-renewed-once", typeof(DropboxRetryWireTests), nameof(DropboxRetryWireTests.UploadAsync_TokenExpiresMeanwhile_RenewsItOnce));
        CoveredBy("silent-server-is-given-up", typeof(DropboxRetryWireTests), nameof(DropboxRetryWireTests.Request_NoAnswer_IsGivenUp));
        CoveredBy("redirect-carries-no-credentials", typeof(DropboxRetryWireTests), nameof(DropboxRetryWireTests.Request_Redirected_IsNotFollowed));
        CoveredBy("no-secret-is-shown", typeof(DropboxSecretTests), nameof(DropboxSecretTests.Failures_OfEveryKind_ShowNoSecret));
    }
}
