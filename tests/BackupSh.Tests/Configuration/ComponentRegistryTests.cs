using BackupSh.Configuration;
using BackupSh.Encryption;
using BackupSh.Sources;
using BackupSh.Storage;
using BackupSh.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Tests.Configuration;

public sealed class ComponentRegistryTests
{
    [Fact]
    public async Task GetStorage_Often_MakesItOnce()
    {
        int made = 0;
        using ServiceProvider services = TestEngine.Build(json: null, builder => builder.AddStorage("own", _ =>
        {
            Interlocked.Increment(ref made);
            return new InMemoryStorage();
        }));
        ComponentRegistry components = services.GetRequiredService<ComponentRegistry>();
        Assert.Equal(0, made);

        IBackupStorage[] storages = await Task.WhenAll(Enumerable.Range(0, 50).Select(i =>
            Task.Run(() => components.GetStorage(i % 2 == 0 ? "own" : "OWN"), TestContext.Current.CancellationToken)));

        Assert.Single(storages.Distinct());
        Assert.Equal(1, made);
    }

    [Fact]
    public void GetSource_AfterAFailure_TriesAgain()
    {
        int attempts = 0;
        using ServiceProvider services = TestEngine.Build(json: null, builder => builder.AddSource("own", _ =>
            ++attempts == 1 ? throw new InvalidOperationException("not yet") : new FakeSource()));
        ComponentRegistry components = services.GetRequiredService<ComponentRegistry>();

        Assert.Throws<InvalidOperationException>(() => components.GetSource("own"));

        Assert.NotNull(components.GetSource("own"));
    }

    [Fact]
    public void Get_UnknownName_ListsTheKnownOnes()
    {
        using ServiceProvider services = TestEngine.Build(TestEngine.Sound);
        ComponentRegistry components = services.GetRequiredService<ComponentRegistry>();

        Assert.Equal(
            "BSH0141: There is no source 'x'. Known: 'shop'.",
            Assert.Throws<BackupShException>(() => components.GetSource("x")).Message);
        Assert.Equal(
            "BSH0142: There is no storage 'x'. Known: 'nas', 'offsite'.",
            Assert.Throws<BackupShException>(() => components.GetStorageInfoName("x")).Message);
        Assert.Equal("BSH0141", Assert.Throws<BackupShException>(() => components.GetSourceInfoName("x")).Code);
        Assert.Equal("BSH0143", Assert.Throws<BackupShException>(() => components.GetEncryptor("x")).Code);
    }

    [Fact]
    public void CreateSourceOfKind_KnownKind_IsANewOneEachTime()
    {
        using ServiceProvider services = TestEngine.Build(TestEngine.Sound);
        ComponentRegistry components = services.GetRequiredService<ComponentRegistry>();

        IBackupSource source = components.CreateSourceOfKind("fake");

        Assert.NotSame(source, components.CreateSourceOfKind("fake"));
        Assert.Equal("BSH0144", Assert.Throws<BackupShException>(() => components.CreateSourceOfKind("tape")).Code);
    }

    [Fact]
    public void InfoNames_OfComponents_ComeFromTheirTypes()
    {
        using ServiceProvider services = TestEngine.Build(TestEngine.Sound);
        ComponentRegistry components = services.GetRequiredService<ComponentRegistry>();

        Assert.Equal(("fake", "memory"), (components.GetSourceInfoName("shop"), components.GetStorageInfoName("nas")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Dispose_OfTheContainer_DisposesWhatWasMade(bool isAsynchronous)
    {
        List<string> disposed = [];
        ServiceProvider services = TestEngine.Build(json: null, builder => builder
            .AddEncryptor("used", _ => new DisposableEncryptor(() => disposed.Add("used")))
            .AddEncryptor("unused", _ => new DisposableEncryptor(() => disposed.Add("unused"))));
        ComponentRegistry components = services.GetRequiredService<ComponentRegistry>();
        _ = components.GetEncryptor("used");

        if (isAsynchronous)
        {
            await services.DisposeAsync();
        }
        else
        {
            services.Dispose();
        }

        Assert.Equal(["used"], disposed);
        Assert.Throws<ObjectDisposedException>(() => components.GetEncryptor("used"));
    }

    private sealed class DisposableEncryptor(Action disposed) : IBackupEncryptor, IAsyncDisposable
    {
        public string Scheme => "own";

        public IReadOnlyList<string> KeyIds => [];

        public CompletableStream OpenEncrypt(Stream destination) => throw new NotSupportedException();

        public Stream OpenDecrypt(Stream source) => throw new NotSupportedException();

        public ValueTask DisposeAsync()
        {
            disposed();
            return ValueTask.CompletedTask;
        }
    }
}
