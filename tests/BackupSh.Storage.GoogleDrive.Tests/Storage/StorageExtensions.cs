namespace BackupSh.Storage.GoogleDrive.Tests.Storage;

internal static class StorageExtensions
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    internal static Task<StorageObject> PutAsync(this IBackupStorage storage, string name, byte[] content) =>
        storage.UploadAsync(name, new MemoryStream(content), new UploadOptions { RunId = "run-1" }, Token);

    internal static async Task<byte[]> GetAsync(this IBackupStorage storage, string name, ReadRange range = default)
    {
        await using Stream stream = await storage.OpenReadAsync(name, range, Token);
        using MemoryStream content = new();
        await stream.CopyToAsync(content, Token);
        return content.ToArray();
    }

    internal static async Task<string[]> NamesAsync(this IBackupStorage storage) =>
        [.. (await storage.ListAsync("", Token).ToListAsync(Token)).Select(item => item.Name).Order(StringComparer.Ordinal)];
}
