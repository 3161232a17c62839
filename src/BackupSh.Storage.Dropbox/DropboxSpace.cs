namespace BackupSh.Storage.Dropbox;

/// <summary>Asks for the account's room.</summary>
internal static class DropboxSpace
{
    internal static async Task<StorageSpace> GetAsync(DropboxClient client, CancellationToken cancellationToken)
    {
        SpaceAnswer answer = await client.RunAsync(
            "users/get_space_usage",
            null,
            attempt => client.AskOnceAsync(attempt, "users/get_space_usage", DropboxJson.Default.SpaceAnswer),
            cancellationToken).ConfigureAwait(false);
        return Of(answer);
    }

    // Source: the API's specification, users.stone, SpaceAllocation. A member of a team may have a limit of his own: 0 is none.
    internal static StorageSpace Of(SpaceAnswer answer) => answer.Allocation switch
    {
        { Tag: "individual", Allocated: { } allocated } => Space(allocated, answer.Used),
        { Tag: "team", UserWithinTeamSpaceAllocated: > 0 and var own } team => Space(own, team.UserWithinTeamSpaceUsedCached ?? answer.Used),
        { Tag: "team", Allocated: { } allocated } team => Space(allocated, team.Used),
        _ => new StorageSpace(null, null),
    };

    private static StorageSpace Space(long total, long? used) => new(total, used is { } taken ? Math.Max(0, total - taken) : null);
}
