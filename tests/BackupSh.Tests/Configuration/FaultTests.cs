using System.Globalization;
using BackupSh.Configuration;
using BackupSh.Options;
using BackupSh.Rotation;
using BackupSh.Testing;
using BackupSh.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Tests.Configuration;

public sealed class FaultTests
{
    [Theory]
    [InlineData("""  "Sorces": {}  """, "BackupSh:Sorces BSH0102")]
    [InlineData("""  "Instance": { "a": "b" }  """, "BackupSh:Instance BSH0105")]
    [InlineData("""  "Instance": "${BACKUPSH_TEST_MISSING}"  """, "BackupSh:Instance BSH0001")]
    [InlineData("""  "Instance": "file:/nowhere/at/all"  """, "BackupSh:Instance BSH0002")]
    [InlineData("""  "Instance": " "  """, "BackupSh:Instance BSH0106")]
    [InlineData("""  "Instance": "a\tb"  """, "BackupSh:Instance BSH0134")]
    [InlineData("""  "RestorePreference": ["nowhere"]  """, "BackupSh:RestorePreference:0 BSH0118")]
    [InlineData("""  "Keys": "x"  """, "BackupSh:Keys BSH0104")]
    [InlineData("""  "Keys": { "Passphrases": ["a", "${BACKUPSH_TEST_MISSING}"] }  """, "BackupSh:Keys:Passphrases:1 BSH0001")]
    [InlineData("""  "Keys": { "Passphrases": "${BACKUPSH_TEST_MISSING}" }  """, "BackupSh:Keys:Passphrases:0 BSH0001")]
    [InlineData("""  "Keys": { "PrivateKeys": [{}] }  """, "BackupSh:Keys:PrivateKeys:0:File BSH0106")]
    [InlineData("""  "Keys": { "Passphrases": ["a", ""] }  """, "BackupSh:Keys:Passphrases:1 BSH0106")]
    [InlineData("""  "Keys": { "Passphrases": [{ "a": "b" }] }  """, "BackupSh:Keys:Passphrases:0 BSH0105")]
    [InlineData("""  "Keys": { "PrivateKeys": ["nowhere.key"] }  """, "BackupSh:Keys:PrivateKeys:0 BSH0421")]
    [InlineData("""  "Keys": { "PrivateKeys": [{ "File": "x", "Fiel": "x" }] }  """, "BackupSh:Keys:PrivateKeys:0:Fiel BSH0102")]
    public void Read_HostOptionWithFault_NamesItsPath(string json, string fault) =>
        Assert.Contains(fault, TestEngine.Faults(json, baseDirectory: "/nowhere"));

    [Theory]
    [InlineData("""  "a b": { "Type": "Fake" }  """, "BackupSh:Sources:a b BSH0110")]
    [InlineData("""  "_a": { "Type": "Fake", "Database": "x" }  """, "BackupSh:Sources:_a BSH0110")]
    [InlineData("""  "a": "x"  """, "BackupSh:Sources:a BSH0104")]
    [InlineData("""  "a": {}  """, "BackupSh:Sources:a:Type BSH0114")]
    [InlineData("""  "a": { "Type": "Fax", "Database": { "x": 1 } }  """, "BackupSh:Sources:a:Type BSH0112")]
    [InlineData("""  "a": { "Type": "PostgreSql", "Database": "${BACKUPSH_TEST_MISSING}" }  """, "BackupSh:Sources:a:Type BSH0113")]
    [InlineData("""  "a": { "Type": "Fake", "IsBroken": "perhaps" }  """, "BackupSh:Sources:a:IsBroken BSH0103")]
    [InlineData("""  "a": { "Type": "Fake", "IsBroken": true }  """, "BackupSh:Sources:a:IsBroken BSH9999")]
    [InlineData("""  "a": { "Type": "Fake", "Databse": "x" }  """, "BackupSh:Sources:a:Databse BSH0102")]
    public void Read_SourceWithFault_NamesItsPathAndNothingElse(string json, string fault) =>
        Assert.Equal([fault], TestEngine.Faults($$"""  "Sources": { {{json}} }  """));

    [Theory]
    [InlineData("""  "Storages": ["nas"]  """, ":Source BSH0106")]
    [InlineData("""  "Source": "shup", "Storages": ["nas"]  """, ":Source BSH0117")]
    [InlineData("""  "Source": "shop"  """, ":Storages BSH0119")]
    [InlineData("""  "Source": "shop", "Storages": []  """, ":Storages BSH0119")]
    [InlineData("""  "Source": "shop", "Storages": ["nas", "naz"]  """, ":Storages:1:Name BSH0118")]
    [InlineData("""  "Source": "shop", "Storages": [{}]  """, ":Storages:0:Name BSH0106")]
    [InlineData("""  "Source": "shop", "Storages": ["nas", { "Name": "NAS" }]  """, ":Storages:1:Name BSH0120")]
    [InlineData("""  "Source": "shop", "Storages": [{ "Name": "nas", "Rotation": { "Daily": "disabled" } }]  """, ":Storages:0:Rotation BSH0125")]
    [InlineData("""  "Source": "shop", "Storages": [{ "Name": "nas", "Rotaton": {} }]  """, ":Storages:0:Rotaton BSH0102")]
    public void Read_JobWithoutItsParts_NamesThePath(string json, string fault) => AssertJobFault(json, fault);

    [Theory]
    [InlineData("""  "Daily": 0  """, ":Daily BSH0103")]
    [InlineData("""  "Daily": "7,max-age=0d"  """, ":Daily BSH0103")]
    [InlineData("""  "Daily": 7, "Fortnightly": 2  """, ":Fortnightly BSH0102")]
    [InlineData("""  "Daily": { "MaxAge": "7d" }  """, ":Daily:Limit BSH0106")]
    [InlineData("""  "Daily": { "Limit": "disabled" }  """, ":Daily:Limit BSH0103")]
    [InlineData("""  "Daily": { "Limit": 7, "MaxAge": "7 days" }  """, ":Daily:MaxAge BSH0103")]
    [InlineData("""  "Daily": { "Limit": 7, "Pick": "best" }  """, ":Daily:Pick BSH0103")]
    [InlineData("""  "Daily": 7, "WeekStart": "mo"  """, ":WeekStart BSH0103")]
    [InlineData("""  "Daily": 7, "DayStart": "24:00"  """, ":DayStart BSH0103")]
    [InlineData("""  "Daily": 7, "MinimumKeep": 0  """, ":MinimumKeep BSH0133")]
    [InlineData("""  "Daily": 7, "FutureTolerance": "-00:05:00"  """, ":FutureTolerance BSH0133")]
    [InlineData("""  "Daily": 7, "GuardCount": -1  """, ":GuardCount BSH0133")]
    [InlineData("""  "Daily": 7, "GuardPercent": 101  """, ":GuardPercent BSH0133")]
    [InlineData("""  "Daily": 7, "Profile": "borg"  """, ":Profile BSH0103")]
    [InlineData("""  "MinimumKeep": 3  """, " BSH0160")]
    [InlineData("""  "Last": "3,pick=oldest"  """, " BSH0050")]
    [InlineData("""  "Daily": 7, "Quarterly": 4, "Profile": "Awkhad"  """, " BSH0049")]
    [InlineData("""  "Daily": 7, "Profile": "Awkhad", "TimeZone": "Europe/Berlin"  """, " BSH0049")]
    public void Read_RotationWithFault_NamesThePath(string json, string fault) =>
        AssertJobFault($$"""  "Source": "shop", "Storages": ["nas"], "Rotation": { {{json}} }  """, ":Rotation" + fault);

    [Theory]
    [InlineData("""  "TimeZone": "Europe/Berln"  """, ":TimeZone BSH0121")]
    [InlineData("""  "Schedule": "61 * * * *"  """, ":Schedule BSH0122")]
    [InlineData("""  "Schedule": "every 0 days"  """, ":Schedule BSH0122")]
    [InlineData("""  "Schedule": "every 1201 months"  """, ":Schedule BSH0122")]
    [InlineData("""  "Schedule": "0 0 30 2 *"  """, ":Schedule BSH0123")]
    [InlineData("""  "Schedules": ["0 3 * * *", "often"]  """, ":Schedules:1:Schedule BSH0122")]
    [InlineData("""  "Schedules": [{ "Active": true }]  """, ":Schedules:0:Schedule BSH0106")]
    [InlineData("""  "Success": "Most"  """, ":Success BSH0103")]
    [InlineData("""  "Success": "AtLeast:0"  """, ":Success BSH0103")]
    [InlineData("""  "Success": "AtLeast:2"  """, ":Success BSH0124")]
    [InlineData("""  "StallTimeout": "5"  """, ":StallTimeout BSH0103")]
    [InlineData("""  "StallTimeout": "00:00:00"  """, ":StallTimeout BSH0133")]
    [InlineData("""  "CleanupTimeout": "02:00:00"  """, ":CleanupTimeout BSH0133")]
    [InlineData("""  "Compression": "Gzip"  """, ":Compression BSH0103")]
    [InlineData("""  "Compression": { "Level": 20 }  """, ":Compression:Level BSH0133")]
    [InlineData("""  "Compression": { "Level": "high" }  """, ":Compression:Level BSH0103")]
    [InlineData("""  "Labels": { "a b": "x" }  """, ":Labels:a b BSH0131")]
    [InlineData("""  "Labels": { "a": "x\ny" }  """, ":Labels:a BSH0132")]
    [InlineData("""  "Labels": { "a": { "b": "c" } }  """, ":Labels:a BSH0105")]
    [InlineData("""  "Rotation": { "Daily": 0 }  """, ":Rotation:Daily BSH0103")]
    [InlineData("""  "Rotation": { "Daily": -1 }  """, ":Rotation:Daily BSH0103")]
    [InlineData("""  "Rotation": { "Daily": "disabled", "Weekly": "disabled" }  """, ":Rotation BSH0125")]
    [InlineData("""  "Rotation": {}  """, ":Rotation BSH0125")]
    [InlineData("""  "Rotation": { "Daily": 7, "TimeZone": "Mars/Olympus" }  """, ":Rotation:TimeZone BSH0121")]
    [InlineData("""  "Encryption": {}  """, ":Encryption BSH0127")]
    [InlineData("""  "Encryption": { "Passphrase": "" }  """, ":Encryption BSH0127")]
    [InlineData("""  "Encryption": { "Passphrase": "${BACKUPSH_TEST_MISSING}" }  """, ":Encryption:Passphrase BSH0001")]
    [InlineData("""  "Encryption": { "Passphrase": "file:nowhere" }  """, ":Encryption:Passphrase BSH0002")]
    [InlineData("""  "Encryption": { "RecipientKeys": ["nowhere.asc"] }  """, ":Encryption:RecipientKeys:0 BSH0421")]
    [InlineData("""  "Encryption": { "RecipientKeys": [null] }  """, ":Encryption:RecipientKeys:0 BSH0106")]
    [InlineData("""  "Encryption": { "Encryptor": "own" }  """, ":Encryption:Encryptor BSH0129")]
    public void Read_JobOptionWithFault_NamesItsPathAndNothingElse(string json, string fault) =>
        AssertJobFault($$"""  "Source": "shop", "Storages": "nas", {{json}}  """, fault);

    [Fact]
    public void Read_EncryptorBesideKeys_IsRefused() =>
        Assert.Equal(
            ["BackupSh:Jobs:nightly:Encryption:Encryptor BSH0128"],
            TestEngine.Faults(
                Job("""  "Source": "shop", "Storages": ["nas"], "Encryption": { "Passphrase": "p", "Encryptor": "own" }  """),
                builder => builder.AddEncryptor("own", _ => throw new InvalidOperationException())));

    [Fact]
    public void Read_KeyFileWithoutAKey_IsRefusedByOpenPgp()
    {
        using TempDirectory folder = new();
        File.WriteAllText(folder.File("ops.asc"), "no key");

        Assert.Equal(
            ["BackupSh:Jobs:nightly:Encryption:RecipientKeys:0 BSH0422"],
            TestEngine.Faults(
                Job("""  "Source": "shop", "Storages": ["nas"], "Encryption": { "RecipientKeys": "file:ops.asc" }  """), baseDirectory: folder.Path));
    }

    [Fact]
    public void Read_CodeWithFaults_NamesThePathsThatAConfigurationWouldHave() =>
        Assert.Equal(
            [
                "BackupSh:Encryptors:own BSH0116",
                "BackupSh:Jobs:nightly BSH0116",
                "BackupSh:Jobs:nightly:Compression:Algorithm BSH0135",
                "BackupSh:Jobs:nightly:Labels:A BSH0116",
                "BackupSh:Jobs:nightly:Source BSH0106",
                "BackupSh:Jobs:nightly:StallTimeout BSH0133",
                "BackupSh:Jobs:nightly:Storages BSH0119",
                "BackupSh:Sources:b?d BSH0110",
                "BackupSh:Storages:NAS BSH0116",
            ],
            TestEngine.Faults(json: null, builder => builder
                .AddSource("b?d", _ => new FakeSource())
                .AddStorage("nas", _ => new InMemoryStorage())
                .AddStorage("NAS", _ => new InMemoryStorage())
                .AddEncryptor("own", _ => throw new InvalidOperationException())
                .AddEncryptor("own", _ => throw new InvalidOperationException())
                .AddJob("nightly", job =>
                {
                    job.StallTimeout = TimeSpan.FromDays(2);
                    job.Compression.Algorithm = (CompressionAlgorithm)9;
                    job.Labels = new Dictionary<string, string> { ["a"] = "1", ["A"] = "2" };
                })
                .AddJob("nightly")).Order(StringComparer.Ordinal));

    [Fact]
    public void Read_ManyFaults_ListsThemAllInOneException()
    {
        BackupShConfigurationException exception = TestEngine.Exception("""
            "Instanse": "acme",
            "Sources": { "shop": { "Type": "Fake" }, "erp": { "Type": "AwkhadDatabase" }, "x y": { "Type": "Fake" } },
            "Storages": { "nas": { "Type": "Memory" }, "offsite": { "BucketName": "acme" }, "cloud": { "Type": "S4" } },
            "Jobs": {
                "a": { "Source": "shop", "Storages": ["nas"], "Rotation": { "Daily": 7 } },
                "b": { "Source": "shop", "Storages": ["nas"], "Rotation": { "Daily": 8 } },
                "c": { "Source": "sho", "Storages": ["nas", "nas", "naz"], "Schedule": "never", "TimeZone": "Nowhere" },
                "d": { "Source": "erp", "Storages": [], "Encryption": { "Passphrase": "${BACKUPSH_TEST_MISSING}" }, "Success": "Some" } }
            """);

        Assert.Equal(
            [
                "BackupSh:Sources:erp:Type BSH0113",
                "BackupSh:Sources:x y BSH0110",
                "BackupSh:Storages:cloud:Type BSH0112",
                "BackupSh:Storages:offsite:Type BSH0114",
                "BackupSh:Jobs:c:TimeZone BSH0121",
                "BackupSh:Jobs:c:Source BSH0117",
                "BackupSh:Jobs:c:Storages:1:Name BSH0120",
                "BackupSh:Jobs:c:Storages:2:Name BSH0118",
                "BackupSh:Jobs:c:Schedule BSH0122",
                "BackupSh:Jobs:d:Success BSH0103",
                "BackupSh:Jobs:d:Storages BSH0119",
                "BackupSh:Jobs:d:Encryption:Passphrase BSH0001",
                "BackupSh:Jobs:b:Storages:0 BSH0126",
                "BackupSh:Instanse BSH0102",
            ],
            exception.Faults.Select(fault => $"{fault.Path} {fault.Error.Code}"));
        Assert.Equal(1 + exception.Faults.Count, exception.Message.Split(Environment.NewLine).Length);
        Assert.All(exception.Faults, fault => Assert.Contains(fault.ToString(), exception.Message, StringComparison.Ordinal));
        Assert.Equal(exception.Faults.Select(fault => fault.ToString()), exception.Failures);
    }

    [Fact]
    public void Read_UnknownNames_ListsTheKnownOnes()
    {
        BackupShConfigurationException exception = TestEngine.Exception(
            Job("""  "Source": "shup", "Storages": ["naz"], "Encryption": { "Encryptor": "own" }  """));

        Assert.Equal(
            [
                "Name one of these, or add it: 'shop'.",
                "Name one of these, or add it: 'nas', 'offsite'.",
                "Name one of these, or add it in code with AddEncryptor: none.",
            ],
            exception.Faults.Select(fault => fault.Error.Hint));
    }

    [Fact]
    public void Read_TypeOfAPackage_SaysWhichPackageAndCall()
    {
        OptionsFault fault = Assert.Single(TestEngine.Exception("""  "Storages": { "a": { "Type": "s3" } }  """).Faults);

        Assert.Equal("Add the package 'BackupSh.Storage.S3', and call 'AddS3StorageType()' where the host calls AddBackupSh().", fault.Error.Hint);
    }

    [Fact]
    public void Read_RuleOutOfRange_IsRefusedInCode() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TestEngine.Read(
            TestEngine.Sound, builder => builder.AddJob("nightly", job => job.Rotation.Daily = RotationRule.Limited(0))));

    [Theory]
    [InlineData(100, false)]
    [InlineData(101, true)]
    public void Read_NameOfALength_IsRefusedAbove100(int length, bool isFault)
    {
        string name = new('a', length);
        string json = string.Create(CultureInfo.InvariantCulture, $$"""  "Sources": { "{{name}}": { "Type": "Fake" } }  """);

        if (isFault)
        {
            Assert.Equal([$"BackupSh:Sources:{name} BSH0110"], TestEngine.Faults(json));
        }
        else
        {
            Assert.Contains(name, TestEngine.Read(json).Sources.Keys);
        }
    }

    private static void AssertJobFault(string json, string fault) =>
        Assert.Equal(["BackupSh:Jobs:nightly" + fault], TestEngine.Faults(Job(json), baseDirectory: "/nowhere"));

    private static string Job(string json) => $$"""  {{TestEngine.Sound}}, "Jobs": { "nightly": { {{json}} } }  """;
}
