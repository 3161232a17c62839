using BackupSh.Catalog;
using BackupSh.Rotation;
using BackupSh.Tests.Fixtures;

namespace BackupSh.Tests.Catalog;

/// <summary>What is odd in a storage is told with a code and a hint, hides no backup, and is left as it is.</summary>
public sealed class CatalogProblemTests
{
    private static readonly BackupName Odd = Seed.Name(1.5);

    private static string Info => Odd.File("info");

    public static TheoryData<CatalogProblemKind, string, string[]> Oddities() => new()
    {
        { CatalogProblemKind.ForeignFile, "BSH0520", ["holiday.jpg"] },
        { CatalogProblemKind.ArchiveWithoutInfo, "BSH0521", [Odd.File("zip")] },
        { CatalogProblemKind.InfoWithoutArchive, "BSH0522", [Info] },
        { CatalogProblemKind.SeveralArchives, "BSH0523", [Odd.File("bin"), Seed.Archive(Odd), Info] },
        { CatalogProblemKind.WrongSize, "BSH0524", [Seed.Archive(Odd), Info] },
        { CatalogProblemKind.StaleClaim, "BSH0525", [Odd.File("claim")] },
        { CatalogProblemKind.PinWithoutBackup, "BSH0526", [Odd.File("pin")] },
        { CatalogProblemKind.BadInfo, "BSH0527", [Odd.File("zip"), Info] },
    };

    [Theory]
    [MemberData(nameof(Oddities))]
    public async Task ListProblemsAsync_Oddity_IsTypedWithCodeAndHintAndHidesNoBackup(CatalogProblemKind kind, string code, string[] files)
    {
        await using EngineFixture engine = Seed.Engine();
        PutOddity(engine, kind, files);
        BackupName whole = engine.Memory.PutBackup(1);

        CatalogProblem problem = Assert.Single(await engine.ProblemsAsync());

        Assert.Equal(kind, problem.Kind);
        Assert.Equal("memory", problem.Storage);
        Assert.Equal(code, problem.Error.Code);
        Assert.NotEmpty(problem.Error.Hint);
        Assert.NotEmpty(problem.Files);
        Assert.All(problem.Files, file => Assert.Contains($"'{file}'", problem.Error.Message, StringComparison.Ordinal));
        Assert.Subset(files.ToHashSet(), problem.Files.ToHashSet());
        Assert.Contains(await engine.ListAsync(), entry => entry.Name == whole && entry.Health == BackupHealth.Complete);
    }

    [Theory]
    [MemberData(nameof(Oddities))]
    public async Task RunAsync_WithRotationOverAnOddity_LeavesItAsItIs(CatalogProblemKind kind, string code, string[] files)
    {
        Assert.NotEmpty(code);
        await using EngineFixture engine = Seed.Engine();
        engine.Job = job => job.Rotation.Daily = RotationRule.Limited(1);
        PutOddity(engine, kind, files);
        Dictionary<string, byte[]> before = files.ToDictionary(file => file, engine.Memory.GetContent);

        (await engine.RunAsync()).EnsureSucceeded();
        await engine.Rotation.RotateAsync("job", cancellationToken: TestContext.Current.CancellationToken);
        await engine.ListAsync();

        // A stale claim is a run's, and no file of anybody else: it is swept.
        foreach (string file in files.Where(_ => kind != CatalogProblemKind.StaleClaim))
        {
            Assert.True(engine.Memory.Contains(file), $"{file} is gone.");
            Assert.Equal(before[file], engine.Memory.GetContent(file));
        }
    }

    [Fact]
    public async Task ListProblemsAsync_ForeignNameWithEscapeSequences_ShowsThemEscaped()
    {
        await using EngineFixture engine = Seed.Engine();
        const string hostile = "a\u001b]0;owned\u0007\r\nBSH0000: all is well\u202Egpj";
        engine.Memory.PutText(hostile, "x");

        CatalogProblem problem = Assert.Single(await engine.ProblemsAsync());

        Assert.Equal([hostile], problem.Files);
        Assert.DoesNotContain(problem.Error.ToString(), character => char.IsControl(character) || character == '\u202E');
        Assert.Contains(@"'a\u001B]0;owned\u0007\u000D\u000ABSH0000: all is well\u202Egpj'", problem.Error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1439, 0)]
    [InlineData(1440, 1)]
    public async Task ListProblemsAsync_Claim_IsAProblemOnlyAfterADay(int minutesAgo, int expected)
    {
        await using EngineFixture engine = Seed.Engine();
        engine.Memory.PutText(Odd.File("claim"), "run", EngineFixture.Start.AddMinutes(-minutesAgo));

        Assert.Equal(expected, (await engine.ProblemsAsync()).Count(problem => problem.Kind == CatalogProblemKind.StaleClaim));
    }

    [Fact]
    public async Task ListProblemsAsync_RunningUpload_IsNoProblem()
    {
        await using EngineFixture engine = Seed.Engine();
        engine.Memory.PutText(Odd.File("claim"), "run");
        engine.Memory.PutText(Odd.File("zip"), "half of it");

        Assert.Empty(await engine.ProblemsAsync());
        Assert.Empty(await engine.ListAsync());
    }

    [Fact]
    public async Task ListAsync_SeveralArchives_ListsTheOneThatTheInfoFileNamesAsAmbiguous()
    {
        await using EngineFixture engine = Seed.Engine();
        PutOddity(engine, CatalogProblemKind.SeveralArchives, [Odd.File("bin"), Seed.Archive(Odd), Info]);

        BackupEntry entry = Assert.Single(await engine.ListAsync());

        Assert.Equal(BackupHealth.Ambiguous, entry.Health);
        Assert.Equal(Seed.Archive(Odd), entry.Archive);
    }

    [Fact]
    public async Task ListProblemsAsync_UnknownStorage_Throws()
    {
        await using EngineFixture engine = Seed.Engine();

        BackupShException exception = await Assert.ThrowsAsync<BackupShException>(() => engine.ProblemsAsync("nowhere"));

        Assert.Equal("BSH0142", exception.Code);
    }

    private static void PutOddity(EngineFixture engine, CatalogProblemKind kind, string[] files)
    {
        if (kind is CatalogProblemKind.SeveralArchives or CatalogProblemKind.WrongSize)
        {
            engine.Memory.PutBackup(Odd);
        }

        if (kind == CatalogProblemKind.InfoWithoutArchive)
        {
            engine.Memory.Put(Info, BackupInfoFile.Write(Seed.Info(Odd)));
        }

        foreach (string file in files.Where(file => !engine.Memory.Contains(file) || (kind == CatalogProblemKind.WrongSize && file != Info)))
        {
            engine.Memory.PutText(file, "?", EngineFixture.Start.AddDays(-2));
        }
    }
}
