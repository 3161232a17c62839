using BackupSh.Configuration;

namespace BackupSh.Storage.S3.Tests;

public sealed class S3StorageOptionsTests
{
    private static readonly Dictionary<string, (string Text, object Value)> Settings = new()
    {
        ["BucketName"] = ("acme", "acme"),
        ["Prefix"] = ("erp", "erp"),
        ["ServiceUrl"] = ("http://127.0.0.1:9000", "http://127.0.0.1:9000"),
        ["Region"] = ("eu-central-1", "eu-central-1"),
        ["ForcePathStyle"] = ("false", false),
        ["AccessKeyId"] = ("id", "id"),
        ["SecretAccessKey"] = ("secret", "***"),
        ["SessionToken"] = ("token", "***"),
        ["Profile"] = ("ops", "ops"),
        ["PayloadStyle"] = ("chunked", S3PayloadStyle.Chunked),
        ["CreateOnly"] = ("Never", S3CreateOnly.Never),
        ["StorageClass"] = ("STANDARD_IA", "STANDARD_IA"),
        ["ServerEncryption"] = ("Kms", S3ServerEncryption.Kms),
        ["KmsKeyId"] = ("alias/x", "alias/x"),
        ["ObjectLock"] = ("Compliance", S3ObjectLock.Compliance),
        ["PartBytes"] = ("33554432", 33554432),
        ["UniformParts"] = ("true", true),
        ["PartsInFlight"] = ("2", 2),
        ["MaxBufferBytes"] = ("100000000", 100000000L),
        ["RequestTimeout"] = ("00:02:00", TimeSpan.FromMinutes(2)),
        ["StaleUploadAge"] = ("3.00:00:00", TimeSpan.FromDays(3)),
    };

    public static TheoryData<string, string, string> Faults => new()
    {
        { "BucketName", "a", "BSH0260" },
        { "BucketName", "arn:aws:s3:::acme", "BSH0260" },
        { "BucketName", "", "BSH0106" },
        { "ServiceUrl", "127.0.0.1:9000", "BSH0261" },
        { "ServiceUrl", "ftp://host", "BSH0261" },
        { "ServiceUrl", "http://id:secret@host", "BSH0261" },
        { "ServiceUrl", "http://host/bucket", "BSH0261" },
        { "ServiceUrl", "", "BSH0262" },
        { "Prefix", "../other", "BSH0263" },
        { "Prefix", "a//b", "BSH0263" },
        { "Prefix", "./erp", "BSH0263" },
        { "Prefix", "a?b", "BSH0263" },
        { "SecretAccessKey", "", "BSH0264" },
        { "AccessKeyId", "", "BSH0264" },
        { "Profile", "ops", "BSH0264" },
        { "PartBytes", "5242879", "BSH0265" },
        { "PartBytes", "268435457", "BSH0265" },
        { "PartsInFlight", "0", "BSH0265" },
        { "PartsInFlight", "33", "BSH0265" },
        { "MaxBufferBytes", "16777215", "BSH0265" },
        { "RequestTimeout", "00:00:00", "BSH0266" },
        { "StaleUploadAge", "00:59:59", "BSH0266" },
        { "KmsKeyId", "alias/x", "BSH0269" },
        { "PayloadStyle", "fast", "BSH0103" },
        { "PartBytes", "16 MiB", "BSH0103" },
    };

    [Fact]
    public void Read_EveryOption_IsSet()
    {
        S3StorageOptions options = new();

        IReadOnlyList<OptionsFault> faults = Read(options, Settings.ToDictionary(setting => setting.Key, setting => setting.Value.Text));

        Assert.Empty(faults);
        Assert.All(Settings, setting =>
        {
            object? value = typeof(S3StorageOptions).GetProperty(setting.Key)!.GetValue(options);
            Assert.Equal(setting.Value.Value, value is Secret secret ? secret.ToString() : value);
        });
        string[] inCodeOnly = ["CredentialsProvider"];
        Assert.Equal(
            typeof(S3StorageOptions).GetProperties().Select(property => property.Name).Except(inCodeOnly).Order(StringComparer.Ordinal),
            Settings.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void Validate_OneThingWrong_IsTheOnlyFault(string key, string value, string code)
    {
        Dictionary<string, string> settings = new()
        {
            ["BucketName"] = "acme",
            ["ServiceUrl"] = "http://127.0.0.1:9000",
            ["AccessKeyId"] = "id",
            ["SecretAccessKey"] = "canary-secret",
            [key] = value,
        };

        OptionsFault fault = Assert.Single(Validate(settings));

        Assert.Equal(code, fault.Error.Code);
        Assert.DoesNotContain("secret", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_EverythingWrong_ListsAll()
    {
        Dictionary<string, string> settings = new() { ["Prefix"] = "..", ["AccessKeyId"] = "id", ["PartBytes"] = "1", ["KmsKeyId"] = "x" };

        Assert.Equal(["BSH0106", "BSH0262", "BSH0263", "BSH0264", "BSH0265", "BSH0269"], Validate(settings).Select(fault => fault.Error.Code).Order());
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("./")]
    [InlineData("company/erp 2/")]
    public void Validate_GoodPrefix_IsTaken(string prefix) =>
        Assert.Empty(Validate(new() { ["BucketName"] = "acme", ["Region"] = "eu-central-1", ["Prefix"] = prefix }));

    private static IReadOnlyList<OptionsFault> Read(S3StorageOptions options, Dictionary<string, string> settings)
    {
        OptionsScope scope = new("BackupSh:Storages:offsite");
        OptionsSection section = new("offsite", null, [.. settings.Select(setting => new OptionsSection(setting.Key, setting.Value, []))]);
        OptionsReader reader = new(section, scope, null);
        S3StorageOptionsReading.Read(reader, options);
        reader.ReportUnknownKeys();
        return scope.Faults;
    }

    private static IReadOnlyList<OptionsFault> Validate(Dictionary<string, string> settings)
    {
        S3StorageOptions options = new();
        IReadOnlyList<OptionsFault> faults = Read(options, settings);
        OptionsScope scope = new("BackupSh:Storages:offsite");
        S3StorageOptionsValidator.Validate(options, scope);
        return [.. faults, .. scope.Faults];
    }
}
