using BackupSh.Testing.GoogleDrive;
using Microsoft.Extensions.Logging;

namespace BackupSh.Storage.GoogleDrive.Tests.Storage;

/// <summary>Service accounts, shared drives, roles, and persons.</summary>
public sealed class AccessTests : IAsyncLifetime
{
    private DriveWorkshop _workshop = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _workshop = await DriveWorkshop.OpenAsync();

    public async ValueTask DisposeAsync() => await _workshop.DisposeAsync();

    [Fact]
    public async Task ServiceAccount_InASharedDrive_StoresListsReadsAndDeletes()
    {
        GoogleDriveStorage storage = Account(_workshop.Server.AddFolder("shared", _workshop.Server.SharedDriveId));

        await storage.PutAsync("a", [1, 2, 3]);

        Assert.Equal(["a"], await storage.NamesAsync());
        Assert.Equal([2, 3], await storage.GetAsync("a", new ReadRange(1)));
        Assert.Equal(new StorageSpace(null, null), await storage.GetSpaceAsync(Token));
        Assert.True((await storage.DeleteAsync(["a"], Token))[0].IsGone);
        Assert.Contains(_workshop.Server.Wire.Requests, request => request.Query.Contains("corpora=drive&driveId=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ServiceAccount_WithTheDriveItselfAsItsFolder_Stores()
    {
        GoogleDriveStorage storage = Account(_workshop.Server.SharedDriveId);

        await storage.PutAsync("a", [1]);

        Assert.Equal(["a"], await storage.NamesAsync());
    }

    [Fact]
    public async Task ServiceAccount_InAPersonsFolder_SaysWhyItHasNoRoom()
    {
        StorageException thrown = await Assert.ThrowsAsync<StorageException>(() => Account(_workshop.FolderId).PutAsync("a", [1]));

        Assert.Equal("BSH0947", thrown.Code);
        Assert.Contains("shared drive", thrown.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServiceAccount_ForAPerson_UsesThePersonsRoom()
    {
        _workshop.Server.Settings.LimitBytes = 1000;
        GoogleDriveStorage storage = Account(_workshop.FolderId, GoogleDriveServer.Person);

        await storage.PutAsync("a", [1, 2, 3]);

        Assert.Equal(new StorageSpace(1000, 997), await storage.GetSpaceAsync(Token));
    }

    [Fact]
    public async Task ServiceAccount_ForAPersonWhomItMayNotActFor_NamesTheDelegation()
    {
        StorageException thrown = await Assert.ThrowsAsync<StorageException>(() => Account(_workshop.FolderId, "other@example.com").NamesAsync());

        Assert.Equal(("BSH0959", false), (thrown.Code, thrown.IsTransient));
        Assert.Contains("domain-wide delegation", thrown.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(GoogleDriveRole.Writer, GoogleDriveDeletion.Trash, DeleteStatus.Failed)]
    [InlineData(GoogleDriveRole.FileOrganizer, GoogleDriveDeletion.Trash, DeleteStatus.Deleted)]
    [InlineData(GoogleDriveRole.FileOrganizer, GoogleDriveDeletion.Permanent, DeleteStatus.Failed)]
    [InlineData(GoogleDriveRole.Organizer, GoogleDriveDeletion.Permanent, DeleteStatus.Deleted)]
    public async Task DeleteAsync_InASharedDrive_DependsOnTheRole(GoogleDriveRole role, GoogleDriveDeletion deletion, DeleteStatus expected)
    {
        GoogleDriveStorage storage = Account(_workshop.Server.SharedDriveId, configure: options => options.Deletion = deletion);
        await storage.PutAsync("a", [1]);
        _workshop.Server.Settings.SharedDriveRole = role;

        DeleteOutcome outcome = Assert.Single(await storage.DeleteAsync(["a"], Token));

        Assert.Equal(expected, outcome.Status);
        Assert.Equal(expected == DeleteStatus.Failed ? "BSH0943" : null, outcome.Error?.Code);
    }

    [Fact]
    public async Task UploadAsync_ContentManagerWhoseUploadIsDamaged_LeavesItInTheTrash()
    {
        _workshop.Server.Settings.SharedDriveRole = GoogleDriveRole.FileOrganizer;
        _workshop.Server.Wire.On(DriveRequest.Of("last")).AtRequestByte(0).Corrupt();
        GoogleDriveStorage storage = Account(_workshop.Server.SharedDriveId);

        await Assert.ThrowsAsync<StorageException>(() => storage.PutAsync("a", [1]));

        Assert.True(Assert.Single(_workshop.Server.Files, file => file.Name == "a").IsTrashed);
    }

    [Fact]
    public async Task UploadAsync_SharedDriveHoldsAsManyItemsAsItMay_SaysSo()
    {
        _workshop.Server.Settings.SharedDriveItems = 0;

        StorageException thrown = await Assert.ThrowsAsync<StorageException>(() => Account(_workshop.Server.SharedDriveId).PutAsync("a", [1]));

        Assert.Equal("BSH0948", thrown.Code);
    }

    [Fact]
    public async Task Person_WhoseSecretChanges_IsAskedAnewWithoutARestart()
    {
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, "1//0old", Token);
            GoogleDriveStorage storage = _workshop.Storage(options => options.RefreshToken = Secret.FromFile(file));
            await Assert.ThrowsAsync<StorageException>(() => storage.NamesAsync());
            await File.WriteAllTextAsync(file, _workshop.Server.RefreshToken, Token);

            Assert.Empty(await storage.NamesAsync());
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Failures_OfEveryKind_ShowNoSecret()
    {
        List<string> texts = [];
        TextLogger logger = new(texts);
        string key = _workshop.Server.ServiceAccountKey();
        foreach ((string kind, Func<GoogleDriveStorage, Task> work) in Works())
        {
            foreach (WireFaults fault in Enum.GetValues<WireFaults>())
            {
                Strike(kind, fault);
                GoogleDriveStorage storage = fault == WireFaults.Reset ? Account(_workshop.Server.SharedDriveId, logger: logger) : _workshop.Storage(logger: logger);
                Exception? thrown = await Record.ExceptionAsync(() => work(storage));
                texts.Add(thrown?.ToString() ?? "");
                _workshop.Server.Wire.Heal();
            }
        }

        string all = string.Join('\n', texts);
        Assert.Contains("BSH09", all, StringComparison.Ordinal);
        string privateKey = key.Split("PRIVATE KEY-----")[1][4..40];
        foreach (string secret in (string[])[_workshop.Server.RefreshToken, _workshop.Server.ClientSecret, "ya29.", "upload_id", "AFIdbg", privateKey])
        {
            Assert.DoesNotContain(secret, all, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<(string Kind, Func<GoogleDriveStorage, Task> Work)> Works() =>
    [
        ("token", storage => storage.NamesAsync()),
        ("list", storage => storage.NamesAsync()),
        ("start", storage => storage.PutAsync("a", [1])),
        ("last", storage => storage.PutAsync("a", [1])),
    ];

    private void Strike(string kind, WireFaults fault)
    {
        Testing.Wire.WireFault at = _workshop.Server.Wire.On(DriveRequest.Of(kind));
        _ = fault switch
        {
            WireFaults.Reset => at.Reset(),
            WireFaults.Refused => at.Answer(GoogleDriveServer.ErrorAnswer(403, "forbidden")),
            WireFaults.Broken => at.Answer(500, "<html>"),
            _ => at.Answer(200, "<html>"),
        };
    }

    private GoogleDriveStorage Account(string folder, string? subject = null, Action<GoogleDriveStorageOptions>? configure = null, ILogger? logger = null) => _workshop.Storage(
        options =>
        {
            options.FolderId = folder;
            options.ServiceAccountKey = _workshop.Server.ServiceAccountKey();
            options.Subject = subject;
            (options.ClientId, options.ClientSecret, options.RefreshToken, options.TokenAddress) = (null, null, null, null);
            configure?.Invoke(options);
        },
        logger: logger);

    private enum WireFaults
    {
        Reset,
        Refused,
        Broken,
        Strange,
    }

    private sealed class TextLogger(List<string> texts) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            texts.Add(formatter(state, exception) + exception);
    }
}
