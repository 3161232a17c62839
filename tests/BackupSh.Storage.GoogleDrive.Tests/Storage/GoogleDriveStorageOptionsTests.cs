using BackupSh.Configuration;
using BackupSh.Testing.GoogleDrive;

namespace BackupSh.Storage.GoogleDrive.Tests.Storage;

public sealed class GoogleDriveStorageOptionsTests
{
    private static GoogleDriveStorageOptions Person => new() { FolderId = "1aB-2_c", ClientId = "id", ClientSecret = "secret", RefreshToken = "token" };

    [Fact]
    public void Read_EveryOption_HasItsValue()
    {
        OptionsSection section = new("drive", null,
        [
            .. new Dictionary<string, string>
            {
                ["FolderId"] = "1f", ["ServiceAccountKey"] = "key", ["Subject"] = "a@b", ["Scope"] = "s", ["ClientId"] = "c", ["ClientSecret"] = "cs",
                ["RefreshToken"] = "rt", ["Deletion"] = "permanent", ["PartSizeBytes"] = "262144", ["IdleTimeout"] = "00:00:07",
                ["ApiAddress"] = "https://api", ["TokenAddress"] = "https://token",
            }.Select(pair => new OptionsSection(pair.Key, pair.Value, [])),
        ]);
        OptionsScope scope = new("drive");
        GoogleDriveStorageOptions options = new();
        OptionsReader reader = new(section, scope, null);

        GoogleDriveStorageOptionsReading.Read(reader, options);
        reader.ReportUnknownKeys();

        Assert.Empty(scope.Faults);
        Assert.Equal(
            ("1f", "key", "a@b", "s", "c", "cs", "rt"),
            (options.FolderId, options.ServiceAccountKey!.Reveal(), options.Subject, options.Scope, options.ClientId, options.ClientSecret!.Reveal(), options.RefreshToken!.Reveal()));
        Assert.Equal(
            (GoogleDriveDeletion.Permanent, 262144, TimeSpan.FromSeconds(7), "https://api", "https://token"),
            (options.Deletion, options.PartSizeBytes, options.IdleTimeout, options.ApiAddress, options.TokenAddress));
    }

    [Fact]
    public void Validate_Person_HasNoFault() => Assert.Empty(Faults(Person));

    [Fact]
    public async Task Validate_ServiceAccount_HasNoFault()
    {
        await using GoogleDriveServer server = await GoogleDriveServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Empty(Faults(new GoogleDriveStorageOptions { FolderId = "1f", ServiceAccountKey = server.ServiceAccountKey(), Subject = "a@b" }));
    }

    [Fact]
    public void Validate_Everything_ReportsEveryFault()
    {
        GoogleDriveStorageOptions options = Person;
        options.FolderId = "it's/one";
        options.PartSizeBytes = 1000;
        options.IdleTimeout = TimeSpan.Zero;
        options.Deletion = (GoogleDriveDeletion)7;
        options.ApiAddress = "http://drive.example.com";
        options.TokenAddress = "none";
        options.Subject = "a@b";

        Assert.Equal(["BSH0930", "BSH0933", "BSH0937", "BSH0935", "BSH0934", "BSH0934", "BSH0936"], Faults(options));
    }

    [Fact]
    public void Validate_NobodyOrBoth_IsOneFault()
    {
        GoogleDriveStorageOptions both = Person;
        both.ServiceAccountKey = "{}";

        Assert.Equal(["BSH0931"], Faults(new GoogleDriveStorageOptions { FolderId = "1f" }));
        Assert.Equal(["BSH0931"], Faults(both));
    }

    [Fact]
    public void Validate_PersonInPart_NamesWhatIsMissing() =>
        Assert.Equal(["BSH0106", "BSH0106"], Faults(new GoogleDriveStorageOptions { FolderId = "1f", ClientId = "c" }));

    [Theory]
    [InlineData("no JSON")]
    [InlineData("[]")]
    [InlineData("""{"client_email":"a@b"}""")]
    [InlineData("""{"client_email":"a@b","private_key":"no PEM"}""")]
    public void Validate_KeyIsNone_IsAFaultThatDoesNotShowIt(string key)
    {
        OptionsScope scope = new("drive");
        GoogleDriveStorageOptionsValidator.Validate(new GoogleDriveStorageOptions { FolderId = "1f", ServiceAccountKey = key }, scope);

        OptionsFault fault = Assert.Single(scope.Faults);
        Assert.Equal("BSH0932", fault.Error.Code);
        Assert.DoesNotContain(key, fault.Error.ToString(), StringComparison.Ordinal);
    }

    private static string[] Faults(GoogleDriveStorageOptions options)
    {
        OptionsScope scope = new("drive");
        GoogleDriveStorageOptionsValidator.Validate(options, scope);
        return [.. scope.Faults.Select(fault => fault.Error.Code)];
    }
}
