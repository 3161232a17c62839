using BackupSh.Testing.Wire;

namespace BackupSh.Storage.Dropbox.Tests;

/// <summary>Every kind of request meets every kind of fault, once: nothing is lost, nothing wrong is taken for right, and the next try works.</summary>
public sealed class DropboxFaultSweepTests
{
    private static readonly byte[] Small = DropboxFixture.Bytes(3000);
    private static readonly byte[] Large = DropboxFixture.Bytes(DropboxLimits.BlockBytes + 1);
    private static readonly string[] Others = ["keep-1", "keep-2"];

    private static readonly string[] Kinds =
    [
        "/oauth2/token", "/2/files/get_metadata", "/2/files/create_folder_v2", "/2/files/upload", "/2/files/upload_session/start",
        "/2/files/upload_session/append_v2", "/2/files/upload_session/finish", "/2/files/list_folder", "/2/files/download",
        "/2/files/delete_v2", "/2/files/delete_batch", "/2/files/delete_batch/check",
    ];

    private static readonly Dictionary<string, Action<WireFault>> Faults = new()
    {
        ["reset before"] = fault => fault.Reset(),
        ["reset at the first byte of the request"] = fault => fault.AtRequestByte(0).Reset(),
        ["reset in the request"] = fault => fault.AtRequestByte(20).Reset(),
        ["lost acknowledgement"] = fault => fault.AfterIsApplied().Reset(),
        ["reset at the first byte of the answer"] = fault => fault.AtResponseByte(0).Reset(),
        ["reset in the answer"] = fault => fault.AtResponseByte(10).Reset(),
        ["answer truncated"] = fault => fault.AtResponseByte(10).Truncate(),
        ["answer empty"] = fault => fault.AtResponseByte(0).Truncate(),
        ["answer longer"] = fault => fault.Extend(1),
        ["request damaged"] = fault => fault.AtRequestByte(20).Corrupt(),
        ["page of a portal"] = fault => fault.Answer(200, "<html>Log in</html>"),
        ["null"] = fault => fault.Answer(200, "null"),
        ["other JSON"] = fault => fault.Answer(200, "[]"),
        ["redirect"] = fault => fault.Answer(302),
        ["400"] = fault => fault.Answer(400, "Error in call"),
        ["401"] = fault => fault.Answer(401, """{"error":{".tag":"expired_access_token"}}"""),
        ["403"] = fault => fault.Answer(403, ""),
        ["404"] = fault => fault.Answer(404, ""),
        ["409"] = fault => fault.Answer(409, """{"error":{".tag":"other"}}"""),
        ["429"] = fault => fault.Answer(429, "", "1"),
        ["500"] = fault => fault.Answer(500, "oops"),
        ["500 after it was applied"] = fault => fault.AfterIsApplied().Answer(500, "oops"),
        ["503"] = fault => fault.Answer(503, "", "1"),
        ["507"] = fault => fault.Answer(507, ""),
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Cases =>
    [
        .. from kind in Kinds
           from fault in Faults.Keys
           where kind != "/2/files/download" || !fault.Contains("request", StringComparison.Ordinal) // its requests have no body
           select new TheoryDataRow<string, string>(kind, fault),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Storage_OneFault_LosesNothingAndWorksAgain(string kind, string fault)
    {
        await using DropboxFixture dropbox = await DropboxFixture.StartAsync(Token);
        foreach (string other in Others)
        {
            dropbox.Server.Put("/elsewhere/" + other, Small);
        }

        WireFault struck = dropbox.Wire.On(kind).Call(1);
        Faults[fault](struck);

        // Several pieces only where they matter: they take time.
        byte[] large = kind.Contains("upload_session", StringComparison.Ordinal) ? Large : Small[1..];

        await RunAsync(dropbox, dropbox.Open(), large, mustSucceed: false);
        Assert.Equal(1, struck.StruckCount);
        await RunAsync(dropbox, dropbox.Open(), large, mustSucceed: true);

        Assert.All(Others, other => Assert.Equal(Small, dropbox.Server.GetContent("/elsewhere/" + other)));
    }

    /// <summary>Uploads, lists, reads and deletes, and compares with what the server really holds.</summary>
    private static async Task RunAsync(DropboxFixture dropbox, DropboxStorage storage, byte[] large, bool mustSucceed)
    {
        foreach ((string name, byte[] content) in ((string, byte[])[])[("small", Small), ("large", large)])
        {
            bool uploaded = await TryAsync(() => DropboxFixture.UploadAsync(storage, name, content, Token));
            if (dropbox.Server.Paths.Contains(DropboxFixture.PathOf(name)))
            {
                Assert.Equal(content, dropbox.Server.GetContent(DropboxFixture.PathOf(name)));
            }
            else
            {
                Assert.False(uploaded, $"'{name}' was said to be stored, and is not there.");
                dropbox.Server.Put(DropboxFixture.PathOf(name), content);
            }
        }

        dropbox.Server.Put(DropboxFixture.PathOf("x"), Small);
        dropbox.Server.Put(DropboxFixture.PathOf("y"), Small);
        await TryAsync(async () =>
        {
            List<string> names = [];
            await foreach (StorageObject found in storage.ListAsync("", Token))
            {
                names.Add(found.Name);
            }

            Assert.Equal(["large", "small", "x", "y"], names.Order(StringComparer.Ordinal));
        });
        await TryAsync(async () => Assert.Equal(large, await DropboxFixture.ReadAsync(storage, "large", ReadRange.All, Token)));
        foreach (string[] names in (string[][])[["x"], ["small", "large", "y", "x"]])
        {
            await TryAsync(async () =>
            {
                foreach (DeleteOutcome outcome in await storage.DeleteAsync(names, Token))
                {
                    Assert.False(mustSucceed && !outcome.IsGone, outcome.ToString());
                    Assert.False(outcome.IsGone && dropbox.Server.Paths.Contains(DropboxFixture.PathOf(outcome.Name)), outcome.ToString());
                }
            });
        }

        foreach (string name in (string[])["small", "large", "x", "y"])
        {
            dropbox.Server.Remove(DropboxFixture.PathOf(name));
        }

        async Task<bool> TryAsync(Func<Task> action)
        {
            Exception? error = await Record.ExceptionAsync(action);
            Assert.True(error is null or StorageException, DropboxFixture.Describe(error));
            Assert.False(mustSucceed && error is not null, DropboxFixture.Describe(error));
            return error is null;
        }
    }
}
