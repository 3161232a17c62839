using BackupSh.TestSupport;

namespace BackupSh.Packages.Tests;

/// <summary>A console project of somebody who knows nothing but the packages.</summary>
public sealed class OutsideProjectTests(PackedFeed feed)
{
    [Fact]
    public async Task Project_ReferencingThePackages_BacksUpAndRestores()
    {
        using Stranger stranger = new(feed);
        await File.WriteAllTextAsync(stranger.File("Ledger.csproj"), Project, TestContext.Current.CancellationToken);
        File.Copy(Path.Combine(Repository.PathOf("tests", "BackupSh.Packages.Tests", "TestData"), "Ledger.cs"), stranger.File("Ledger.cs"));

        await DotNet.SucceedAsync(stranger.Folder, stranger.Packages, "build", "--tl:off");
        string output = await DotNet.SucceedAsync(stranger.Folder, stranger.Packages, "run", "--no-build");

        Assert.Equal(["Succeeded", "Verified", "restored 1000 rows, 500500"], output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'));
        Assert.Contains(
            Directory.EnumerateFiles(stranger.File("backups")).Select(Path.GetFileName),
            name => name!.StartsWith("ledger.", StringComparison.Ordinal) && name.EndsWith(".sqlite3.zst.enc", StringComparison.Ordinal));
    }

    // Warnings are errors: a stranger's build must not warn about our packages either.
    private static string Project =>
        $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="BackupSh" Version="{PackedFeed.Version}" />
            <PackageReference Include="BackupSh.Sources.Sqlite" Version="{PackedFeed.Version}" />
            <PackageReference Include="Microsoft.Extensions.Hosting" Version="10.0.14" />
          </ItemGroup>
        </Project>
        """;
}
