using System.Security.Cryptography;
using System.Text.Json;
using BackupSh.Testing.GoogleDrive;
using BackupSh.TestSupport;
using BackupSh.TestSupport.Wire;

namespace BackupSh.Storage.GoogleDrive.Tests.Server;

/// <summary>rclone, which speaks to Google's own addresses only: the proxy leads them here.</summary>
public sealed class RcloneTests
{
    private static readonly string[] Hosts = ["www.googleapis.com", "oauth2.googleapis.com"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rclone_CopiesListsReadsAndDeletes_AsOnGoogle()
    {
        string program = RequiredTool.Find("rclone");
        using TempDirectory directory = new();
        using TestCertificates certificates = TestCertificates.For(Hosts);
        await using GoogleDriveServer server = await GoogleDriveServer.StartAsync(new GoogleDriveServerSettings { Certificate = certificates.Server }, Token);
        await using ConnectProxy proxy = ConnectProxy.To(server.Address, Hosts);
        StockClient rclone = new(program, directory.Path, proxy, await certificates.WriteAuthorityAsync(directory.Path, Token));
        string folder = server.AddFolder("stock");
        await File.WriteAllTextAsync(directory.File("rclone.conf"), Configuration(server, folder), Token);
        string[] Arguments(params string[] more) => ["--config", directory.File("rclone.conf"), "--retries", "1", "--low-level-retries", "3", "--drive-pacer-min-sleep", "1ms", .. more];
        Directory.CreateDirectory(directory.File("data"));
        byte[] large = RandomNumberGenerator.GetBytes(3_000_000);
        await File.WriteAllBytesAsync(directory.File("data/large.bin"), large, Token);
        await File.WriteAllTextAsync(directory.File("data/it's \\ ünï ☃.txt"), "hello", Token);
        await File.WriteAllBytesAsync(directory.File("data/empty"), [], Token);

        await rclone.RunAsync(Token, Arguments("copy", "data", "gd:b/db", "--drive-upload-cutoff", "1M", "--drive-chunk-size", "1M"));
        await rclone.RunAsync(Token, Arguments("copy", "data", "gd:b/db"));
        (int code, _, string errors) = await rclone.TryAsync(large, Token, Arguments("rcat", "gd:b/stream.bin", "--drive-chunk-size", "1M", "--streaming-upload-cutoff", "100k"));
        string listing = await rclone.RunAsync(Token, Arguments("lsjson", "-R", "--hash", "gd:b"));
        string check = (await rclone.TryAsync(null, Token, Arguments("check", "data", "gd:b/db"))).Errors;
        string part = await rclone.RunAsync(Token, Arguments("cat", "gd:b/db/it's \\ ünï ☃.txt", "--offset", "1", "--count", "3"));
        await rclone.RunAsync(Token, Arguments("deletefile", "gd:b/db/empty"));
        await rclone.RunAsync(Token, Arguments("delete", "gd:b/db", "--drive-use-trash=false"));
        string about = await rclone.RunAsync(Token, Arguments("about", "gd:"));

        Assert.True(code == 0, errors);
        string md5 = Convert.ToHexStringLower(CryptographicOperations.HashData(HashAlgorithmName.MD5, large));
        Assert.Equal(
            ["db", "db/empty 0", "db/it's \\ ünï ☃.txt 5", "db/large.bin 3000000 " + md5, "stream.bin 3000000 " + md5],
            JsonDocument.Parse(listing).RootElement.EnumerateArray().Select(Tell).Order(StringComparer.Ordinal));
        Assert.Contains("0 differences found", check, StringComparison.Ordinal);
        Assert.Equal("ell", part);
        Assert.Contains("Used:", about, StringComparison.Ordinal);
        Assert.Equal(["b", "db", "empty (trashed)", "stock", "stream.bin"], server.Files.Select(file => file.Name + (file.IsTrashed ? " (trashed)" : "")).Order(StringComparer.Ordinal));
        Assert.Empty(proxy.Refused);
        Assert.Empty(server.Wire.Failures);
    }

    private static string Tell(JsonElement item)
    {
        string path = item.GetProperty("Path").GetString()!;
        long size = item.GetProperty("Size").GetInt64();
        return item.GetProperty("IsDir").GetBoolean() ? path
            : size < 100 ? $"{path} {size}"
            : $"{path} {size} {item.GetProperty("Hashes").GetProperty("md5").GetString()}";
    }

    private static string Configuration(GoogleDriveServer server, string folder) => $$"""
        [gd]
        type = drive
        scope = drive
        client_id = {{GoogleDriveServer.ClientId}}
        client_secret = {{server.ClientSecret}}
        root_folder_id = {{folder}}
        token = {"access_token":"old","token_type":"Bearer","refresh_token":"{{server.RefreshToken}}","expiry":"2020-01-01T00:00:00Z"}
        """;
}
