using BackupSh.Configuration;
using BackupSh.Storage;
using BackupSh.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Tests.Storage;

public sealed class FileSystemStorageOptionsTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Bind_EveryKey_IsRead()
    {
        FileSystemStorageOptions? read = null;

        OptionsScope scope = Bind(
            options => read = options,
            ("directory", "backups"),
            ("CreateDirectory", "false"),
            ("RequireMount", "true"),
            ("StaleTemporaryAge", "02:00:00"),
            ("ReadBack", "false"));

        Assert.Empty(scope.Faults);
        Assert.Equal(_directory.File("backups"), read!.Directory);
        Assert.Equal(
            (false, true, TimeSpan.FromHours(2), false), (read.CreateDirectory, read.RequireMount, read.StaleTemporaryAge, read.ReadBack));
    }

    [Fact]
    public void Defaults_NothingSaid_AreSafe()
    {
        FileSystemStorageOptions options = new();

        Assert.Equal((true, false), (options.CreateDirectory, options.RequireMount));
        Assert.Equal((TimeSpan.FromHours(24), true), (options.StaleTemporaryAge, options.ReadBack));
    }

    [Fact]
    public void Bind_Faults_AreAllReportedWithTheirPaths()
    {
        OptionsScope scope = Bind(configure: null, ("StaleTemporaryAge", "00:59:59"), ("ReadBack", "perhaps"));

        Assert.Equal(
            ["nas:Directory BSH0106", "nas:ReadBack BSH0103", "nas:StaleTemporaryAge BSH0230"],
            scope.Faults.Select(fault => $"{fault.Path} {fault.Error.Code}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Bind_PathWithNul_IsAFault() =>
        Assert.Equal("BSH0231", Assert.Single(Bind(options => options.Directory = "a\0b").Faults).Error.Code);

    [Fact]
    public void AddFileSystemStorage_Name_RegistersTypeAndStorage()
    {
        Builder builder = new();

        builder.AddFileSystemStorageType().AddFileSystemStorage("nas", options => options.Directory = _directory.Path);

        using ServiceProvider services = builder.Services.BuildServiceProvider();
        ComponentType<IBackupStorage> type = Assert.Single(services.GetServices<ComponentType<IBackupStorage>>());
        ComponentRegistration<IBackupStorage> registration = Assert.Single(services.GetServices<ComponentRegistration<IBackupStorage>>());
        Assert.Equal(("FileSystem", "local"), (type.Name, type.InfoName));
        Assert.Equal(("nas", type), (registration.Name, registration.Type));
        IBackupStorage storage = registration.Type.Bind("nas", section: null, registration.Configure, new OptionsScope("nas")).Create(services);
        Assert.Equal(CreateOnlyScope.AllObjects, storage.GetAbility<ICreateOnlyStorage>()?.Scope);
        Assert.NotNull(storage.GetAbility<IStorageQuota>());
    }

    [Fact]
    public void LeastRights_Directory_IsNamedForEachRole()
    {
        string path = _directory.File("backups");

        IReadOnlyList<AccessPolicy> policies = FileSystemStorageType.Instance.LeastRights!(new FileSystemStorageOptions { Directory = path });

        Assert.Equal([AccessRole.Writer, AccessRole.Pruner, AccessRole.Restorer], policies.Select(policy => policy.Role));
        Assert.All(policies, policy => Assert.StartsWith($"{path}: ", policy.Text, StringComparison.Ordinal));
        Assert.Contains("may delete them, too", policies[0].Text, StringComparison.Ordinal);
    }

    private OptionsScope Bind(Action<FileSystemStorageOptions>? configure, params (string Key, string Value)[] keys)
    {
        OptionsScope scope = new("nas");
        OptionsSection section = new("nas", null, [.. keys.Select(key => new OptionsSection(key.Key, key.Value, []))]);
        FileSystemStorageType.Instance.Bind("nas", new OptionsReader(section, scope, _directory.Path), configure, scope);
        return scope;
    }

    private sealed class Builder : IBackupShBuilder
    {
        public IServiceCollection Services { get; } = new ServiceCollection();
    }
}
