using BackupSh.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Sources.PostgreSql.Tests;

public sealed class PostgreSqlSourceOptionsTests
{
    [Fact]
    public void Read_EveryKey_SetsEveryOption()
    {
        PostgreSqlSourceOptions options = new();
        PostgreSqlSourceOptionsReading.Read(
            Reader(
                ("ConnectionString", "Host=h;Database=erp"), ("Password", "hunter2"), ("AllDatabases", "true"), ("ExcludeDatabases", "a"), ("Globals", "false"),
                ("Format", "plain"), ("Schemas", "b"), ("ExcludeSchemas", "c"), ("Tables", "d"), ("ExcludeTables", "e"), ("ExcludeTableData", "f"),
                ("LockTimeout", "00:00:07"), ("ToolDirectory", "tools"), ("MaintenanceDatabase", "m"), ("RestoreJobs", "4"), ("ScratchDirectory", "scratch"),
                ("RestoreOwners", "false"), ("SuspendedCrons", "g"), ("SuspendedConfigs", "h")),
            options);

        Assert.Equal(("Host=h;Database=erp", "hunter2", true, false), (options.ConnectionString, options.Password?.Reveal(), options.AllDatabases, options.Globals));
        Assert.Equal((DumpFormat.Plain, TimeSpan.FromSeconds(7), "/etc/backupsh/tools", "m"), (options.Format, options.LockTimeout, options.ToolDirectory, options.MaintenanceDatabase));
        Assert.Equal((4, "/etc/backupsh/scratch", false), (options.RestoreJobs, options.ScratchDirectory, options.RestoreOwners));
        Assert.Equal("abcdefgh", string.Concat([
            .. options.ExcludeDatabases, .. options.Schemas, .. options.ExcludeSchemas, .. options.Tables, .. options.ExcludeTables, .. options.ExcludeTableData,
            .. options.SuspendedCrons, .. options.SuspendedConfigs]));
    }

    [Fact]
    public void ReadAwkhad_EveryKey_SetsEveryOption()
    {
        AwkhadDatabaseSourceOptions options = new();
        AwkhadDatabaseSourceOptionsReading.Read(
            Reader(
                ("ConnectionString", "Host=h;Database=erp"), ("Password", "hunter2"), ("FilestoreDirectory", "filestore/erp"), ("CompressionLevel", "9"),
                ("LockTimeout", "00:00:07"), ("ToolDirectory", "tools"), ("MaintenanceDatabase", "m"), ("SuspendedCrons", "g"), ("SuspendedConfigs", "h")),
            options);

        Assert.Equal(("Host=h;Database=erp", "hunter2", "/etc/backupsh/filestore/erp", 9), (options.ConnectionString, options.Password?.Reveal(), options.FilestoreDirectory, options.CompressionLevel));
        Assert.Equal((TimeSpan.FromSeconds(7), "/etc/backupsh/tools", "m", "g", "h"), (options.LockTimeout, options.ToolDirectory, options.MaintenanceDatabase, options.SuspendedCrons.Single(), options.SuspendedConfigs.Single()));
    }

    [Theory]
    [InlineData(null, "BSH0106")]
    [InlineData("Database=x;Password=hunter2", "BSH1000")]
    [InlineData("Host=h;hunter2=x", "BSH1000")]
    [InlineData("Host=h;Port=hunter2", "BSH1000")]
    [InlineData("hunter2", "BSH1000")]
    [InlineData("Host=h;Password=hunter2", "BSH1001")]
    [InlineData("Host=h;Password=hunter2;Database=1234567890123456789012345678901234567890123456789012345678901234", "BSH1002")]
    public void Validate_UnusableConnectionString_IsAFaultWithoutThePassword(string? connectionString, string code)
    {
        OptionsFault fault = Assert.Single(Faults(options => options.ConnectionString = connectionString));

        Assert.Equal(code, fault.Error.Code);
        Assert.DoesNotContain("hunter2", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_WrongValues_AreFaults()
    {
        Assert.Empty(Faults(_ => { }));
        Assert.Empty(Faults(options => (options.AllDatabases, options.ConnectionString) = (true, "Host=h")));
        Assert.Equal("BSH1004", Code(options => options.Format = (DumpFormat)9));
        Assert.Equal("BSH1005", Code(options => options.RestoreJobs = 0));
        Assert.Equal("BSH1005", Code(options => options.RestoreJobs = 65));
        Assert.Equal("BSH1007", Code(options => options.SuspendedCrons = ["a; DROP TABLE b"]));
        Assert.Equal("BSH1007", Code(options => options.SuspendedConfigs = ["a.b.c"]));
        Assert.Equal("BSH1008", Code(options => options.Tables = [""]));
        Assert.Equal("BSH1008", Code(options => options.ExcludeDatabases = ["a\0"]));
        Assert.Equal("BSH1009", Code(options => options.LockTimeout = TimeSpan.Zero));
        Assert.Equal("BSH1002", Code(options => options.MaintenanceDatabase = ""));

        static string Code(Action<PostgreSqlSourceOptions> change) => Assert.Single(Faults(change)).Error.Code;
    }

    [Fact]
    public void ValidateAwkhad_WrongValues_AreFaults()
    {
        OptionsScope scope = new("BackupSh");
        AwkhadDatabaseSourceOptionsValidator.Validate(
            new AwkhadDatabaseSourceOptions { ConnectionString = "Host=h;Database=x", CompressionLevel = 0, LockTimeout = TimeSpan.Zero, SuspendedCrons = ["1"] }, scope);

        Assert.Equal(["BSH0106", "BSH1009", "BSH1007", "BSH1006"], scope.Faults.Select(fault => fault.Error.Code));
    }

    [Fact]
    public void AddPostgreSqlSource_AndAwkhad_AreFoundByTheirTypes()
    {
        ServiceCollection services = new();
        services.AddBackupSh()
            .AddPostgreSqlSource("pg", options => options.ConnectionString = "Host=h;Database=x")
            .AddAwkhadDatabaseSource("erp", options => (options.ConnectionString, options.FilestoreDirectory) = ("Host=h;Database=y", "/x"))
            .AddPostgreSqlSourceType()
            .AddAwkhadDatabaseSourceType();

        string[] types = [.. services.Select(service => service.ImplementationInstance).OfType<ComponentType<IBackupSource>>().Select(type => $"{type.Name} {type.InfoName}")];

        Assert.Contains("PostgreSql postgresql", types);
        Assert.Contains("AwkhadDatabase awkhad", types);
    }

    private static IReadOnlyList<OptionsFault> Faults(Action<PostgreSqlSourceOptions> change)
    {
        PostgreSqlSourceOptions options = new() { ConnectionString = "Host=h;Database=x" };
        change(options);
        OptionsScope scope = new("BackupSh");
        PostgreSqlSourceOptionsValidator.Validate(options, scope);
        return scope.Faults;
    }

    private static OptionsReader Reader(params (string Key, string Value)[] values) => new(
        new OptionsSection("erp", null, [.. values.Select(value => new OptionsSection(value.Key, value.Value, []))]), new OptionsScope("BackupSh:Sources:erp"), "/etc/backupsh");
}
