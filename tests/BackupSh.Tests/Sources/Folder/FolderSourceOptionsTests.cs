using BackupSh.Configuration;
using BackupSh.Sources;
using BackupSh.Sources.Folder;
using BackupSh.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Tests.Sources.Folder;

public sealed class FolderSourceOptionsTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Bind_EveryKey_IsRead()
    {
        FolderSourceOptions? read = null;

        OptionsScope scope = Bind(
            options => read = options,
            Key("directory", "docs"),
            Key("Database", "papers"),
            new OptionsSection("Exclude", null, [Key("0", "*.tmp"), Key("1", "!keep.tmp")]),
            Key("ExcludeMarker", ".skip"),
            Key("OneFileSystem", "true"),
            Key("RestoreOwners", "false"),
            Key("RestoreDevices", "true"),
            Key("RestoreSetUserIdBits", "true"));

        Assert.Empty(scope.Faults);
        Assert.Equal((_directory.File("docs"), "papers", ".skip"), (read!.Directory, read.Database, read.ExcludeMarker));
        Assert.Equal(["*.tmp", "!keep.tmp"], read.Exclude);
        Assert.Equal((true, false, true, true), (read.OneFileSystem, read.RestoreOwners, read.RestoreDevices, read.RestoreSetUserIdBits));
    }

    [Fact]
    public void Bind_EmptyMarker_SwitchesItOff()
    {
        FolderSourceOptions? read = null;

        OptionsScope scope = Bind(options => read = options, Key("Directory", "docs"), Key("ExcludeMarker", ""));

        Assert.Empty(scope.Faults);
        Assert.Equal("", read!.ExcludeMarker);
    }

    [Fact]
    public void Defaults_NothingSaid_AreSafe()
    {
        FolderSourceOptions options = new();

        Assert.Equal((".nobackup", true), (options.ExcludeMarker, options.RestoreOwners));
        Assert.Equal((false, false, false), (options.OneFileSystem, options.RestoreDevices, options.RestoreSetUserIdBits));
        Assert.Empty(options.Exclude);
    }

    [Fact]
    public void Bind_Faults_AreAllReportedWithTheirPaths()
    {
        OptionsScope scope = Bind(
            configure: null,
            new OptionsSection("Exclude", null, [Key("0", "good"), Key("1", "[bad")]),
            Key("ExcludeMarker", "a/b"),
            Key("OneFileSystem", "perhaps"));

        Assert.Equal(
            ["docs:Directory BSH0106", "docs:Exclude:1 BSH0351", "docs:ExcludeMarker BSH0352", "docs:OneFileSystem BSH0103"],
            scope.Faults.Select(fault => $"{fault.Path} {fault.Error.Code}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("a\0b", null, "BSH0350")]
    [InlineData("/", null, "BSH0353")]
    [InlineData("docs", "", "BSH0353")]
    public void Bind_DirectoryOrNameThatCannotBe_IsAFault(string directory, string? database, string code)
    {
        OptionsScope scope = Bind(options => (options.Directory, options.Database) = (directory, database));

        Assert.Equal(code, Assert.Single(scope.Faults).Error.Code);
    }

    [Fact]
    public void Describe_Folder_IsCalledByItsName()
    {
        SourceDescription description = Folders.Source(_directory.File("my docs") + "/").Describe();

        Assert.Equal(("folder", "my docs", "tar"), (description.Kind, description.Database, description.Extension));
        Assert.Equal("| (mkdir ./my=20docs && tar -xpf - -C ./my=20docs)", description.RestoreCommand);
        Assert.Equal((true, null), (description.IsCompressible, description.SizeHintBytes));
    }

    [Fact]
    public void Describe_OtherDatabase_IsMisuse() =>
        Assert.Throws<ArgumentException>(() => Folders.Source(_directory.File("docs")).Describe("other"));

    [Fact]
    public void Describe_NoDirectory_SaysThatItCanOnlyRestore() =>
        Assert.Equal("BSH0354", Assert.Throws<BackupSourceException>(() => Folders.Source("").Describe()).Code);

    [Fact]
    public void AddFolderSource_Name_RegistersTypeAndSource()
    {
        ServiceCollection services = new();

        services.AddBackupSh().AddFolderSource("docs", options => options.Directory = _directory.Path);

        using ServiceProvider provider = services.BuildServiceProvider();
        ComponentType<IBackupSource> type = Assert.Single(provider.GetServices<ComponentType<IBackupSource>>());
        Assert.Equal(("Folder", "folder"), (type.Name, type.InfoName));
        IBackupSource source = provider.GetRequiredService<ComponentRegistry>().GetSource("docs");
        Assert.Equal(Path.GetFileName(_directory.Path), source.Describe().Database);
        Assert.IsType<IRestorableBackupSource>(type.CreateUnconfigured(provider), exactMatch: false);
    }

    private OptionsScope Bind(Action<FolderSourceOptions>? configure, params OptionsSection[] keys)
    {
        OptionsScope scope = new("docs");
        OptionsReader reader = new(new OptionsSection("docs", null, keys), scope, _directory.Path);
        FolderSourceType.Instance.Bind("docs", reader, configure, scope);
        reader.ReportUnknownKeys();
        return scope;
    }

    private static OptionsSection Key(string key, string value) => new(key, value, []);
}
