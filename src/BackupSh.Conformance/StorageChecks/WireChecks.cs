namespace BackupSh.Conformance.StorageChecks;

/// <summary>Checks that need faults on the wire: each adapter's own tests make them, with a server that fails on demand.</summary>
internal static class WireChecks
{
    internal static IEnumerable<StorageCheck> All =>
    [
        New(StorageClause.Atomic, "lost-acknowledgement-is-resolved", "A connection that breaks after the object was stored is resolved by looking: no second object, and not 'exists' for one's own."),
        New(StorageClause.Atomic, "failed-commit-is-resolved", "A server error on the request that completes an upload is resolved by looking, before it is repeated."),
        New(StorageClause.NoLeftovers, "failed-part-is-sent-again-from-memory", "A part that failed is sent again from the adapter's buffer; the content is read once."),
        New(StorageClause.WriteOnce, "ignored-condition-is-not-trusted", "A server that ignores the condition 'only if new' does not make the storage create-only."),
        New(StorageClause.StreamManners, "truncated-body-is-an-error", "A body that ends early is an error of the read, never the end of the object."),
        New(StorageClause.StreamManners, "wrong-length-is-an-error", "A body that is longer or shorter than its header says is an error of the read."),
        New(StorageClause.StreamManners, "damaged-body-is-an-error", "A body that does not fit the checksum which the server gives is an error of the read."),
        New(StorageClause.StreamManners, "broken-connection-is-transient", "A connection that breaks while a body is read is a transient StorageException."),
        New(StorageClause.Missing, "missing-object-is-asked-for-once", "The answer that an object is missing is not repeated."),
        New(StorageClause.Missing, "failed-names-are-told-one-by-one", "A deletion that fails for some names says so for these, and Deleted for the others."),
        New(StorageClause.Missing, "deletion-in-the-background-is-awaited", "A deletion that the server makes later is asked about until it is done, within a time limit."),
        New(StorageClause.Missing, "locked-object-is-retained", "An object that is locked is Retained, with the reason."),
        New(StorageClause.Listing, "failing-page-fails-the-listing", "A page that fails, also the last one, makes the listing throw: it never ends early."),
        New(StorageClause.Listing, "expired-cursor-restarts-or-fails", "A cursor that the server has forgotten starts the listing again or makes it throw."),
        New(StorageClause.Listing, "repeated-entries-are-listed-once", "An object that two pages show is listed once."),
        New(StorageClause.Listing, "strange-answer-fails-the-listing", "An answer of success with no body, with HTML or with other JSON makes the listing throw: it is not empty."),
        New(StorageClause.Listing, "hidden-objects-are-not-listed", "What is deleted, trashed, an old version or unfinished is not listed."),
        New(StorageClause.Errors, "retry-after-seconds-are-kept", "After 429 or 503 with Retry-After in seconds, the request is not repeated earlier."),
        New(StorageClause.Errors, "retry-after-date-is-kept", "After 429 or 503 with Retry-After as a date, the request is not repeated earlier."),
        New(StorageClause.Errors, "retries-come-to-an-end", "When its retries are used up, a request fails with a transient StorageException."),
        New(StorageClause.Errors, "denied-access-is-not-repeated", "401 and 403 are not repeated, and their error says what is missing."),
        New(StorageClause.Errors, "expired-token-is-renewed-once", "A token that expires during an upload is renewed once, and the upload goes on."),
        New(StorageClause.Errors, "silent-server-is-given-up", "An answer that never comes ends the call after a time limit, with a transient StorageException."),
        New(StorageClause.Errors, "redirect-carries-no-credentials", "A redirect to another host does not get the credentials."),
    ];

    private static StorageCheck New(StorageClause clause, string id, string promise) => new(CheckKind.Wire, clause, id, promise);
}
