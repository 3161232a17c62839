using BackupSh.Conformance;
using BackupSh.Storage.S3.Tests.Servers;
using BackupSh.Storage.S3.Tests.Wire;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackupSh.Storage.S3.Tests;

/// <summary>What the S3 storage declares, on the server that the tests run against.</summary>
internal sealed class S3Conformance : StorageConformance
{
    private readonly TestBucket _bucket;

    internal S3Conformance(TestBucket bucket)
    {
        _bucket = bucket;
        DeclareUploads();
        DeclareReads();
        DeclareDeletions();
        DeclareListings();
        DeclareErrors();
    }

    public override StorageTraits Traits { get; } = new()
    {
        CreateOnly = S3Account.CreateOnly,
        HasTemporaryLinks = true,
        HasVersions = true,
        PartBytes = [S3Account.PartBytes],
        PageObjects = 20,
        DeleteBatchNames = 20,
    };

    public override Task<IBackupStorage> OpenAsync(CancellationToken cancellationToken = default) => Task.FromResult<IBackupStorage>(Open(_bucket.Name));

    public override Task<IBackupStorage?> OpenMissingAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<IBackupStorage?>(Open("missing-" + Guid.NewGuid().ToString("N")));

    private S3Storage Open(string bucketName)
    {
        S3StorageOptions options = TestOptions.For(_bucket.Account, bucketName);
        options.Prefix = "conformance";
        options.PartBytes = S3Account.PartBytes;
        options.PageObjects = Traits.PageObjects;
        options.BatchNames = Traits.DeleteBatchNames;
        options.CreateOnly = S3Account.CreateOnly switch
        {
            null => S3CreateOnly.Never,
            CreateOnlyScope.SmallObjects => S3CreateOnly.SmallObjects,
            _ => S3CreateOnly.AllObjects,
        };
        return new S3Storage("s3", options, TimeProvider, NullLogger.Instance);
    }

    private void DeclareUploads()
    {
        CoveredBy("lost-acknowledgement-is-resolved", typeof(UploadFaultTests), nameof(UploadFaultTests.UploadAsync_CompletionIsDoneAndTheAnswerLost_SucceedsWithOneObject));
        CoveredBy("failed-commit-is-resolved", typeof(UploadFaultTests), nameof(UploadFaultTests.UploadAsync_CompletionFails_LooksBeforeItRepeats));
        CoveredBy("failed-part-is-sent-again-from-memory", typeof(UploadFaultTests), nameof(UploadFaultTests.UploadAsync_PartFails_SendsItAgainFromMemory));
        CoveredBy("ignored-condition-is-not-trusted", typeof(UploadFaultTests), nameof(UploadFaultTests.UploadAsync_ServerIgnoresTheCondition_IsNotCreateOnly));
        CoveredBy("expired-token-is-renewed-once", typeof(UploadFaultTests), nameof(UploadFaultTests.UploadAsync_TokenExpiresBetweenParts_IsRenewedOnceAndGoesOn));
        CoveredBy("unfinished-uploads-are-removed", typeof(CrashTests), nameof(CrashTests.UploadAsync_GatewayDiesForGood_FailsAndTheNextOneSweeps));
        CoveredBy("no-room-is-an-error", typeof(QuotaTests), nameof(QuotaTests.UploadAsync_BucketIsFull_FailsAndKeepsNothing));
        CoveredBy("memory-is-bounded", typeof(UploadMemoryTests), nameof(UploadMemoryTests.UploadAsync_ManyParts_NeedsTheMemoryOfThoseInFlight));
    }

    private void DeclareReads()
    {
        CoveredBy("truncated-body-is-an-error", typeof(ReadFaultTests), nameof(ReadFaultTests.Read_EveryBodyEndsEarly_FailsInsteadOfEnding));
        CoveredBy("wrong-length-is-an-error", typeof(ReadFaultTests), nameof(ReadFaultTests.Read_BodyIsShorterOrLongerThanTheObject_Fails));
        CoveredBy("damaged-body-is-an-error", typeof(ReadFaultTests), nameof(ReadFaultTests.Read_OneBitIsWrong_FailsAtTheEnd));
        CoveredBy("broken-connection-is-transient", typeof(ReadFaultTests), nameof(ReadFaultTests.Read_ConnectionBreaksEachTime_FailsWithATransientError));
        CoveredBy("missing-object-is-asked-for-once", typeof(ReadFaultTests), nameof(ReadFaultTests.Read_MissingObject_IsAskedForOnce));
        CoveredBy("cut-object-is-noticed", typeof(ReadFaultTests), nameof(ReadFaultTests.Read_ObjectIsReplacedInTheMiddle_FailsInsteadOfMixing));
    }

    private void DeclareDeletions()
    {
        CoveredBy("failed-names-are-told-one-by-one", typeof(DeleteFaultTests), nameof(DeleteFaultTests.DeleteAsync_ServerRefusesOneName_SaysSoForThatOne));
        CoveredBy("locked-object-is-retained", typeof(DeleteFaultTests), nameof(DeleteFaultTests.DeleteAsync_ObjectIsLocked_IsRetainedWithTheReason));
        DoesNotApply("deletion-in-the-background-is-awaited", "S3 deletes before it answers.");
    }

    private void DeclareListings()
    {
        CoveredBy("failing-page-fails-the-listing", typeof(ListFaultTests), nameof(ListFaultTests.ListAsync_PageFails_ThrowsWithoutAnyEntry));
        CoveredBy("expired-cursor-restarts-or-fails", typeof(ListFaultTests), nameof(ListFaultTests.ListAsync_CursorIsForgotten_RestartsOrThrows));
        CoveredBy("repeated-entries-are-listed-once", typeof(ListFaultTests), nameof(ListFaultTests.ListAsync_PageRepeatsEntries_ListsEachOnce));
        CoveredBy("strange-answer-fails-the-listing", typeof(ListFaultTests), nameof(ListFaultTests.ListAsync_SuccessThatIsNoListing_Throws));
        CoveredBy("hidden-objects-are-not-listed", typeof(ListFaultTests), nameof(ListFaultTests.ListAsync_UnfinishedUploadsAndDeletedObjects_AreNotListed));
        CoveredBy("foreign-objects-are-tolerated", typeof(S3ForeignThingsTests), nameof(S3ForeignThingsTests.ListAsync_KeysOfOthers_BreakNothingAndStay));
    }

    private void DeclareErrors()
    {
        CoveredBy("retry-after-seconds-are-kept", typeof(RetryTests), nameof(RetryTests.Request_RetryAfterInSeconds_IsNotRepeatedEarlier));
        CoveredBy("retry-after-date-is-kept", typeof(RetryTests), nameof(RetryTests.Request_RetryAfterAsDate_IsNotRepeatedEarlier));
        CoveredBy("retries-come-to-an-end", typeof(RetryTests), nameof(RetryTests.Request_ServerFailsForEver_ComesToAnEnd));
        CoveredBy("denied-access-is-not-repeated", typeof(RetryTests), nameof(RetryTests.Request_AccessIsDenied_IsNotRepeatedAndSaysWhatIsMissing));
        CoveredBy("silent-server-is-given-up", typeof(RetryTests), nameof(RetryTests.Request_ServerIsSilentForEver_IsGivenUpWithATransientError));
        CoveredBy("redirect-carries-no-credentials", typeof(RetryTests), nameof(RetryTests.Request_RedirectToAnotherHost_CarriesNoCredentialsThere));
        CoveredBy("no-secret-is-shown", typeof(RetryTests), nameof(RetryTests.Request_AnyFault_ShowsNoSecret));
    }
}
