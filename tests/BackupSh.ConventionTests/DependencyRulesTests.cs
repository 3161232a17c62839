namespace BackupSh.ConventionTests;

public sealed class DependencyRulesTests
{
    // The table of docs/design.md, "Packages". A new reference is a decision: change the table there and here.
    private static readonly Dictionary<string, Allowed> Table = new()
    {
        ["BackupSh.Abstractions"] = new([], ["Microsoft.Extensions.DependencyInjection.Abstractions"]),
        ["BackupSh.OpenPgp"] = new(["BackupSh.Abstractions"], ["BouncyCastle.Cryptography"]),
        ["BackupSh"] = new(
            ["BackupSh.Abstractions", "BackupSh.OpenPgp"],
            [
                "Cronos", "Microsoft.Extensions.Configuration.Abstractions", "Microsoft.Extensions.Hosting.Abstractions",
                "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.Options", "ZstdSharp.Port",
            ]),
        ["BackupSh.Sources.Sqlite"] = new(["BackupSh.Abstractions"], ["Microsoft.Data.Sqlite", "Microsoft.Extensions.Logging.Abstractions"]),
        ["BackupSh.Sources.PostgreSql"] = new(["BackupSh.Abstractions"], ["Npgsql", "Microsoft.Extensions.Logging.Abstractions"]),
        ["BackupSh.Storage.S3"] = new(["BackupSh.Abstractions"], ["AWSSDK.S3", "Microsoft.Extensions.Logging.Abstractions"]),
        ["BackupSh.Storage.Dropbox"] = new(["BackupSh.Abstractions"], ["Microsoft.Extensions.Http", "Microsoft.Extensions.Logging.Abstractions"]),
        ["BackupSh.Storage.GoogleDrive"] = new(
            ["BackupSh.Abstractions"], ["Google.Apis", "Google.Apis.Auth", "Microsoft.Extensions.Http", "Microsoft.Extensions.Logging.Abstractions"]),
        ["BackupSh.Catalog.Sqlite"] = new(["BackupSh"], ["Microsoft.Data.Sqlite"]),
        ["BackupSh.Catalog.PostgreSql"] = new(["BackupSh"], ["Npgsql"]),
        ["BackupSh.DataProtection"] = new(["BackupSh.Abstractions"], ["Microsoft.AspNetCore.DataProtection"]),
        ["BackupSh.Conformance"] = new(["BackupSh.Abstractions"], []),
        ["BackupSh.Testing"] = new(["BackupSh.Abstractions", "BackupSh.Conformance"], []),
        ["BackupSh.Cli"] = new(
            [
                "BackupSh", "BackupSh.Catalog.Sqlite", "BackupSh.Catalog.PostgreSql", "BackupSh.Conformance", "BackupSh.Sources.Sqlite", "BackupSh.Sources.PostgreSql",
                "BackupSh.Storage.S3", "BackupSh.Storage.Dropbox", "BackupSh.Storage.GoogleDrive",
            ],
            [
                "Microsoft.Extensions.Configuration.Json", "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Hosting",
                "Microsoft.Extensions.Logging.Console", "Spectre.Console", "System.CommandLine",
            ]),
    };

    // These run wherever the host runs: a native library is for the provider that needs it.
    private static readonly string[] PureManaged = ["BackupSh.Abstractions", "BackupSh.OpenPgp", "BackupSh", "BackupSh.Conformance", "BackupSh.Testing"];

    [Fact]
    public void Projects_UnderSrc_StandInTheTable() =>
        Rule.Holds(
            "Every project under src has a line in the table of allowed references, and every line a project.",
            Repository.SourceProjects.Select(project => project.Name).Except(Table.Keys)
                .Concat(Table.Keys.Except(Repository.SourceProjects.Select(project => project.Name))));

    [Fact]
    public void ProjectReferences_UnderSrc_ObeyTheTable() =>
        Rule.Holds(
            "A package references only the packages that the table allows it.",
            from project in Repository.SourceProjects
            from reference in project.ProjectReferences
            where Table.TryGetValue(project.Name, out Allowed? allowed) && !allowed.Projects.Contains(reference)
            select $"{project.Path} references {reference}");

    [Fact]
    public void PackageReferences_UnderSrc_ObeyTheTable() =>
        Rule.Holds(
            "A package depends only on the NuGet packages that the table allows it.",
            from project in Repository.SourceProjects
            from reference in project.PackageReferences
            where Table.TryGetValue(project.Name, out Allowed? allowed) && !allowed.Packages.Contains(reference)
            select $"{project.Path} depends on {reference}");

    [Fact]
    public void Providers_Always_KnowOnlyTheAbstractions() =>
        Rule.Holds(
            "A provider never references the engine or another provider.",
            from project in Repository.SourceProjects
            where project.Name.StartsWith("BackupSh.Storage.", StringComparison.Ordinal) || project.Name.StartsWith("BackupSh.Sources.", StringComparison.Ordinal)
            from reference in project.ProjectReferences
            where reference != "BackupSh.Abstractions"
            select $"{project.Path} references {reference}");

    [Fact]
    public void NativeLibraries_InTheEngineAndBelow_AreAbsent() =>
        Rule.Holds(
            "The engine and what it stands on bring no native library.",
            from name in PureManaged
            let assets = Repository.FullPath($"artifacts/obj/{name}/project.assets.json")
            where File.ReadAllText(assets).Contains("\"assetType\": \"native\"", StringComparison.Ordinal)
            select name);

    [Fact]
    public void CompiledFiles_FromElsewhere_ComeFromShared() =>
        Rule.Holds(
            "A project compiles its own files and those of src/Shared, nothing else.",
            from project in Repository.SourceProjects
            from include in project.CompiledElsewhere
            where !include.StartsWith("../Shared/", StringComparison.Ordinal)
            select $"{project.Path} compiles {include}");

    [Fact]
    public void Internals_UnderSrc_AreVisibleToTheProjectsOwnTestsOnly() =>
        Rule.Holds(
            "Internals are visible to the project's own tests, and to nobody else.",
            from project in Repository.SourceProjects
            from friend in project.Friends
            where friend != project.Name + ".Tests"
            select $"{project.Path} shows its internals to {friend}");

    [Fact]
    public void Projects_Everywhere_StandInTheSolution()
    {
        string solution = Repository.Read("BackupSh.sln").Replace('\\', '/');

        Rule.Holds(
            "BackupSh.sln holds every project.",
            Repository.Projects.Select(project => project.Path).Where(path => !solution.Contains($"\"{path}\"", StringComparison.Ordinal)));
    }

    private sealed record Allowed(string[] Projects, string[] Packages);
}
