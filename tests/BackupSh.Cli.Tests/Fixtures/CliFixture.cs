using BackupSh.TestSupport;
using Microsoft.Data.Sqlite;

namespace BackupSh.Cli.Tests.Fixtures;

/// <summary>A folder with a database and a configuration file, and the tool called in it within this process.</summary>
internal sealed class CliFixture : IDisposable
{
    internal const string Passphrase = "correct horse battery staple";

    private readonly TempDirectory _directory = new();
    private ForwardStream _output = new();

    internal CliFixture()
    {
        File.WriteAllText(PathOf("passphrase"), Passphrase + "\n");
        CreateDatabase("shop.db");
        WriteConfiguration();
    }

    internal string Folder => _directory.Path;

    internal string Storage => PathOf("nas");

    internal Dictionary<string, string> Variables { get; } = [];

    internal TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>Gets or sets whether somebody watches standard error.</summary>
    internal bool ErrorIsTerminal { get; set; }

    /// <summary>Gets or sets whether somebody reads standard output as it comes.</summary>
    internal bool OutIsTerminal { get; set; }

    /// <summary>Gets the bytes that the last call wrote to standard output as bytes.</summary>
    internal byte[] Bytes => _output.ToArray();

    /// <summary>Sets what the next calls read from standard input.</summary>
    internal byte[] Input { get; set; } = [];

    /// <summary>Sets what somebody at the terminal answers; null if nobody is there.</summary>
    internal string? Answer { get; set; }

    /// <summary>Sets what happens when the tool writes to standard error.</summary>
    internal Action<string> OnStatus { get; set; } = static _ => { };

    /// <summary>Sets who types, line by line, in place of <see cref="Answer"/>; null if nobody does.</summary>
    internal Func<string?>? Person { get; set; }

    internal string PathOf(string name) => _directory.File(name);

    internal void CreateDatabase(string name, int megabytes = 0)
    {
        string connectionString = $"Data Source={PathOf(name)};Pooling=False";
        using SqliteConnection connection = new(connectionString);
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"""
            PRAGMA journal_mode=wal;
            CREATE TABLE item (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
            INSERT INTO item VALUES (0, randomblob(20000));
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {megabytes})
                INSERT INTO item SELECT i, randomblob(1048576) FROM n WHERE {megabytes} > 0;
            """;
        command.ExecuteNonQuery();
    }

    /// <summary>Writes the configuration: two good storages, and a job for each case.</summary>
    /// <param name="job">Members of the job 'nightly' beside source, storages and encryption.</param>
    /// <param name="storages">More storages.</param>
    /// <param name="jobs">More jobs.</param>
    /// <param name="passphrase">What the job encrypts with; null does not encrypt.</param>
    internal void WriteConfiguration(
        string job = "", string storages = "", string jobs = "", string? passphrase = "file:passphrase")
    {
        string encryption = passphrase is null ? "" : $$""" "Encryption": { "Passphrase": "{{passphrase}}" }, """;
        File.WriteAllText(PathOf("backupsh.json"), $$"""
            { "BackupSh": {
                "Sources":  { "shop": { "Type": "Sqlite", "ConnectionString": "Data Source=shop.db" } },
                "Storages": { {{storages}}
                              "nas":   { "Type": "FileSystem", "Directory": "nas" },
                              "attic": { "Type": "FileSystem", "Directory": "attic" } },
                "Jobs":     { {{jobs}}
                              "nightly": { {{job}} {{encryption}} "Source": "shop", "Storages": ["nas"] } } } }
            """);
    }

    /// <summary>Adds a storage whose directory cannot be, and a job that uses it beside a good one.</summary>
    internal void WriteConfigurationWithBrokenStorage(string success) =>
        WriteConfiguration(
            storages: """ "broken": { "Type": "FileSystem", "Directory": "no/such/folder" }, """,
            jobs: $$"""
                "both": { "Source": "shop", "Storages": ["nas", "broken"], "Success": "{{success}}" },
                "hopeless": { "Source": "shop", "Storages": ["broken"] },
                """);

    internal Task<CliResult> RunAsync(params string[] arguments) => RunAsync(TestContext.Current.CancellationToken, arguments);

    internal async Task<CliResult> RunAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        using StringWriter output = new() { NewLine = "\n" };
        using WatchedWriter error = new(OnStatus) { NewLine = "\n" };
        CliEnvironment environment = new()
        {
            Out = output,
            Error = error,
            OutIsTerminal = OutIsTerminal,
            ErrorIsTerminal = ErrorIsTerminal,
            WorkingDirectory = Folder,
            GetVariable = Variables.GetValueOrDefault,
            Time = Time,
            OpenOutput = () => _output = new ForwardStream(),
            OpenInput = () => new ForwardStream(Input),
            Dialogue = (Answer ?? (object?)Person) is null ? null : new Dialogue(error, Person ?? (() => Answer), () => Answer),
            Caller = "eva@desk",
        };
        int exitCode = await CliApplication.RunAsync(arguments, environment, cancellationToken);
        return new CliResult(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Runs the job 'nightly' and returns the backup's name.</summary>
    internal async Task<string> BackUpAsync(TimeSpan earlier = default)
    {
        Time = new ShiftedTime(-earlier);
        CliResult result = (await RunAsync("run", "nightly", "--json")).Expect(ExitCodes.Ok);
        Time = TimeProvider.System;
        return result.Json.GetProperty("backups")[0].GetProperty("backup").GetString()!;
    }

    internal string[] FilesIn(string folder) =>
        Directory.Exists(PathOf(folder))
            ? [.. Directory.EnumerateFiles(PathOf(folder)).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)]
            : [];

    internal string ArchiveOf(string backup) =>
        Directory.EnumerateFiles(Storage, backup + ".sqlite3*").Single();

    /// <summary>Tells what there is beside what the fixture has made itself, and the catalog: nothing may be left of what failed.</summary>
    internal string[] Leftovers() =>
        [.. FilesIn("").Where(name => name is not ("passphrase" or "backupsh.json")
            && !name.StartsWith("shop.db", StringComparison.Ordinal) && !name.StartsWith("backupsh.catalog.db", StringComparison.Ordinal))];

    public void Dispose() => _directory.Dispose();
}
