using BackupSh.Configuration;
using BackupSh.Events;
using BackupSh.Options;
using BackupSh.Restore;
using BackupSh.Tests.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BackupSh.Tests.DependencyInjection;

public sealed class AddBackupShTests
{
    private const string Faulty = """  "Jobs": { "nightly": { "Sorce": "shop" } }  """;

    [Fact]
    public async Task Start_OfAHostWithFaults_ThrowsAllOfThem()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(settings: null);
        TestEngine.Add(builder.Services, Faulty);
        using IHost host = builder.Build();

        OptionsValidationException exception = await Assert.ThrowsAnyAsync<OptionsValidationException>(
            () => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Equal(
            ["BackupSh:Jobs:nightly:Source", "BackupSh:Jobs:nightly:Storages", "BackupSh:Jobs:nightly:Sorce"],
            Assert.IsType<BackupShConfigurationException>(exception).Faults.Select(fault => fault.Path));
        Assert.Equal(typeof(BackupShOptions), exception.OptionsType);
    }

    [Fact]
    public async Task Start_OfAHostWithoutFaults_TakesTheHostsName()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "acme-shop" });
        TestEngine.Add(builder.Services, TestEngine.Sound);
        using IHost host = builder.Build();

        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal("acme-shop", host.Services.GetRequiredService<EngineConfiguration>().Instance);
    }

    [Fact]
    public async Task Start_OfAHost_LeavesOtherValidationsInPlace()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(settings: null);
        TestEngine.Add(builder.Services, TestEngine.Sound);
        builder.Services.AddOptions<FakeSourceOptions>().Validate(_ => false, "the host's own").ValidateOnStart();
        using IHost host = builder.Build();

        await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void FirstUse_WithoutAHost_ThrowsEachTime()
    {
        using ServiceProvider services = TestEngine.Build(Faulty);

        Assert.Throws<BackupShConfigurationException>(() => services.GetRequiredService<EngineConfiguration>());
        Assert.Throws<BackupShConfigurationException>(() => services.GetRequiredService<ComponentRegistry>());
        Assert.Throws<BackupShConfigurationException>(() => services.GetRequiredService<EngineConfiguration>());
    }

    [Fact]
    public void Message_OfAFault_IsPathCodeMessageHint() =>
        Assert.Equal(
            $"The configuration of BackupSh has 1 fault:{Environment.NewLine}"
            + "BackupSh:Sources:erp:Type: BSH0112: The type 'Fax' is unknown. Known: 'Fake', 'Folder'.",
            TestEngine.Exception("""  "Sources": { "erp": { "Type": "Fax" } }  """).Message);

    [Fact]
    public void Read_SoundConfiguration_LogsWhatShouldBeKnownOnce()
    {
        using RecordingLoggers logs = new();
        using ServiceProvider services = TestEngine.Build(
            $$"""
            {{TestEngine.Sound}}, "Jobs": {
                "nightly": { "Source": "shop", "Storages": ["nas"], "Schedule": "0 3 * * *" },
                "quiet": { "Source": "shop", "Storages": ["nas"], "Schedules": [{ "Schedule": "0 3 * * *", "Active": false }],
                    "Encryption": { "Passphrase": "p" } },
                "asleep": { "Source": "shop", "Storages": ["nas"], "Schedule": "0 3 * * *", "Active": false } }
            """,
            builder => builder.Services.AddSingleton<ILoggerFactory>(logs));

        _ = services.GetRequiredService<EngineConfiguration>();
        _ = services.GetRequiredService<EngineConfiguration>();

        Assert.Equal(
            ["BackupSh:Jobs:nightly:Encryption: BSH0150", "BackupSh:Jobs:nightly: BSH0151"],
            logs.Lines.Select(line => line.Text[..line.Text.IndexOf(": The", StringComparison.Ordinal)]));
        Assert.All(logs.Lines, line => Assert.Equal(LogLevel.Information, line.Level));
    }

    [Fact]
    public void AddBackupSh_SectionChangedAfterwards_IsReadAtTheFirstUse()
    {
        Microsoft.Extensions.Configuration.IConfigurationSection section = TestEngine.Section("""  "Instance": "before"  """);
        ServiceCollection collection = new();
        collection.AddBackupSh(section);
        using ServiceProvider services = collection.BuildServiceProvider();

        section["Instance"] = "after";

        Assert.Equal("after", services.GetRequiredService<EngineConfiguration>().Instance);
    }

    [Fact]
    public void AddBackupSh_WithoutAnythingElse_WorksOnTheSystemsClock()
    {
        ServiceCollection collection = new();
        collection.AddBackupSh();
        using ServiceProvider services = collection.BuildServiceProvider();

        Assert.Empty(services.GetRequiredService<EngineConfiguration>().Jobs);
        Assert.Same(TimeProvider.System, services.GetRequiredService<TimeProvider>());
    }

    [Fact]
    public void AddObserver_Twice_IsOnce()
    {
        using ServiceProvider services = TestEngine.Build(json: null, builder =>
            builder.AddObserver<Silent>().AddObserver<Silent>().AddRestoreHook<Silent>().AddRestoreHook<Silent>());

        Assert.Single(services.GetServices<IBackupObserver>());
        Assert.Single(services.GetServices<IRestoreHook>());
    }

    private sealed class Silent : IBackupObserver, IRestoreHook
    {
        public ValueTask OnEventAsync(BackupEvent backupEvent, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

        public Task BeforePublishAsync(RestoreHookContext context, CancellationToken cancellationToken = default) => Task.CompletedTask;
    }
}
