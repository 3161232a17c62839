using BackupSh.Conformance;

namespace BackupSh.Storage.GoogleDrive.Tests.Storage;

internal sealed class GoogleDriveConformance : StorageConformance
{
    private readonly DriveWorkshop _workshop;

    internal GoogleDriveConformance(DriveWorkshop workshop)
    {
        _workshop = workshop;
        CoveredBy("lost-acknowledgement-is-resolved", typeof(UploadWireTests), nameof(UploadWireTests.UploadAsync_AcknowledgementIsLost_StoresOneObject));
        CoveredBy("failed-commit-is-resolved", typeof(UploadWireTests), nameof(UploadWireTests.UploadAsync_ServerErrorAfterTheLastPart_AsksBeforeItRepeats));
        CoveredBy("failed-part-is-sent-again-from-memory", typeof(UploadWireTests), nameof(UploadWireTests.UploadAsync_ConnectionBreaksInAPart_SendsItAgainFromMemory));
        CoveredBy("truncated-body-is-an-error", typeof(ReadWireTests), nameof(ReadWireTests.ReadAsync_BodyEndsEarly_IsAnError));
        CoveredBy("wrong-length-is-an-error", typeof(ReadWireTests), nameof(ReadWireTests.ReadAsync_BodyIsTooLong_IsAnError));
        CoveredBy("damaged-body-is-an-error", typeof(ReadWireTests), nameof(ReadWireTests.ReadAsync_BodyIsDamaged_IsAnErrorAtItsEnd));
        CoveredBy("broken-connection-is-transient", typeof(ReadWireTests), nameof(ReadWireTests.ReadAsync_ConnectionAlwaysBreaks_IsATransientError));
        CoveredBy("missing-object-is-asked-for-once", typeof(ReadWireTests), nameof(ReadWireTests.OpenReadAsync_Missing_AsksOnce));
        CoveredBy("failed-names-are-told-one-by-one", typeof(ListWireTests), nameof(ListWireTests.DeleteAsync_OneNameFails_SaysSoForThatOne));
        CoveredBy("failing-page-fails-the-listing", typeof(ListWireTests), nameof(ListWireTests.ListAsync_APageFails_Throws));
        CoveredBy("expired-cursor-restarts-or-fails", typeof(ListWireTests), nameof(ListWireTests.ListAsync_ServerForgetsThePage_Throws));
        CoveredBy("repeated-entries-are-listed-once", typeof(ListWireTests), nameof(ListWireTests.ListAsync_APageRepeatsEntries_ListsThemOnce));
        CoveredBy("strange-answer-fails-the-listing", typeof(ListWireTests), nameof(ListWireTests.ListAsync_StrangeAnswerOfSuccess_Throws));
        CoveredBy("hidden-objects-are-not-listed", typeof(ListWireTests), nameof(ListWireTests.ListAsync_TrashAndSessionsAndFolders_AreHidden));
        CoveredBy("retry-after-seconds-are-kept", typeof(RetryTests), nameof(RetryTests.Request_RetryAfterInSeconds_IsNotRepeatedEarlier));
        CoveredBy("retry-after-date-is-kept", typeof(RetryTests), nameof(RetryTests.Request_RetryAfterAsADate_IsNotRepeatedEarlier));
        CoveredBy("retries-come-to-an-end", typeof(RetryTests), nameof(RetryTests.Request_ServerStaysBroken_EndsTransiently));
        CoveredBy("denied-access-is-not-repeated", typeof(RetryTests), nameof(RetryTests.Request_Refused_IsNotRepeated));
        CoveredBy("expired-token-is-renewed-once", typeof(UploadWireTests), nameof(UploadWireTests.UploadAsync_TokenExpiresBetweenParts_IsRenewedOnce));
        CoveredBy("silent-server-is-given-up", typeof(RetryTests), nameof(RetryTests.Request_AnswerNeverComes_IsGivenUp));
        CoveredBy("redirect-carries-no-credentials", typeof(RetryTests), nameof(RetryTests.Request_Redirected_IsNotFollowed));
        CoveredBy("unfinished-uploads-are-removed", typeof(UploadWireTests), nameof(UploadWireTests.UploadAsync_ContentFails_AbandonsTheSession));
        CoveredBy("no-room-is-an-error", typeof(UploadWireTests), nameof(UploadWireTests.UploadAsync_DriveIsFull_SaysSoAndLeavesNothing));
        CoveredBy("cut-object-is-noticed", typeof(ReadWireTests), nameof(ReadWireTests.ReadAsync_BodyEndsEarly_IsAnError));
        CoveredBy("memory-is-bounded", typeof(GoogleDriveMemoryTests), nameof(GoogleDriveMemoryTests.UploadAsync_MoreThanTheHeap_NeedsTwoParts));
        CoveredBy("foreign-objects-are-tolerated", typeof(ListWireTests), nameof(ListWireTests.ListAsync_ForeignFiles_BreakNothing));
        CoveredBy("no-secret-is-shown", typeof(AccessTests), nameof(AccessTests.Failures_OfEveryKind_ShowNoSecret));
        DoesNotApply("ignored-condition-is-not-trusted", "Drive has no condition for creating a file, and the storage is not create-only.");
        DoesNotApply("deletion-in-the-background-is-awaited", "Drive trashes and deletes a file before it answers.");
        DoesNotApply("locked-object-is-retained", "Drive has no lock that ends at a time.");
    }

    public override StorageTraits Traits { get; } = new()
    {
        HasQuota = true,
        HasVersions = true,
        ChecksumAlgorithm = "sha256",
        PartBytes = [DriveWorkshop.SmallPart],
        PageObjects = 20,
        DeleteBatchNames = 25,
    };

    public override Task<IBackupStorage> OpenAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<IBackupStorage>(_workshop.Storage(pageSize: Traits.PageObjects));

    public override Task<IBackupStorage?> OpenMissingAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<IBackupStorage?>(_workshop.Storage(options => options.FolderId = "1missing"));
}
