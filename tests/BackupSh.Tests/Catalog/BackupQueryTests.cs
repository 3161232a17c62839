using BackupSh.Catalog;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;
using FsCheck;
using FsCheck.Fluent;

namespace BackupSh.Tests.Catalog;

public sealed class BackupQueryTests
{
    // Names that need escaping, that begin like one another, and that hold a time themselves.
    private static readonly string[] Databases = ["shop", "shop.eu", "my shop", "Müller & Söhne", "shop.2026-11-23_03-00-00", "=20"];

    private static readonly string[] Sources = ["shop", "shop.eu", "my shop", "erp"];

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Limit_LessThanOne_Throws(int limit) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new BackupQuery { Limit = limit });

    [Fact]
    public void ListAsync_AnyQuery_GivesWhatANaiveFilterGives() =>
        Prop.ForAll(Queries().ToArbitrary(), static query => MatchesNaiveFilterAsync(query).GetAwaiter().GetResult())
            .QuickCheckThrowOnFailure();

    [Fact]
    public async Task ListAsync_FromAndTo_AreInclusiveAndExclusive()
    {
        await using EngineFixture engine = Seed.Engine();
        DateTimeOffset time = engine.Memory.PutBackup(1).Time;

        Assert.Single(await engine.ListAsync(new BackupQuery { From = time, To = time.AddTicks(1) }));
        Assert.Empty(await engine.ListAsync(new BackupQuery { From = time.AddTicks(1) }));
        Assert.Empty(await engine.ListAsync(new BackupQuery { To = time }));
    }

    private static async Task<bool> MatchesNaiveFilterAsync(BackupQuery query)
    {
        await using EngineFixture engine = Seed.Engine().With("near", Memory("near")).With("far", Memory("far"));
        List<BackupEntry> all = await engine.ListAsync();
        Assert.Equal(2 * Databases.Length * 8, all.Count);
        BackupEntry[] expected =
        [
            .. all.Where(entry => IsWanted(entry, query))
                .GroupBy(entry => entry.Storage)
                .SelectMany(group => group.Take(query.Limit ?? int.MaxValue)),
        ];

        List<BackupEntry> found = await engine.ListAsync(query);

        return found.Select(Key).Order(StringComparer.Ordinal).SequenceEqual(expected.Select(Key).Order(StringComparer.Ordinal))
            && found.Select(entry => entry.Name).SequenceEqual(found.Select(entry => entry.Name).OrderDescending());
    }

    private static bool IsWanted(BackupEntry entry, BackupQuery query) =>
        (query.Storage is null || entry.Storage == query.Storage)
        && (query.Database is null || (entry.Info.Details!.TrueDatabase ?? entry.Name.Database) == query.Database)
        && (query.Source is null || entry.Info.Details!.Source == query.Source)
        && (query.Name is null || entry.Name == query.Name)
        && (query.From is null || entry.Name.Time >= query.From)
        && (query.To is null || entry.Name.Time < query.To)
        && (query.Label is not { } label || (entry.Info.Details!.Labels.TryGetValue(label.Key, out string? value) && value == label.Value));

    private static string Key(BackupEntry entry) => $"{entry.Storage}/{entry.Name}";

    private static InMemoryStorage Memory(string name)
    {
        InMemoryStorage memory = new() { Name = name };
        foreach ((int index, string database) in Databases.Index())
        {
            for (int days = 1; days <= 8; days++)
            {
                int customer = (index + days) % 3;
                memory.PutBackup(days, database, details => details with
                {
                    TrueDatabase = BackupName.Escape(database) == database ? null : database,
                    Source = Sources[(index + days) % Sources.Length],
                    Labels = customer == 0 ? details.Labels : new Dictionary<string, string> { ["customer"] = customer == 1 ? "Müller" : "x" },
                });
            }
        }

        return memory;
    }

    private static Gen<BackupQuery> Queries() =>
        from storage in OrNull("near", "far")
        from database in OrNull([.. Databases, "nobody", "shop."])
        from source in OrNull([.. Sources, "nobody"])
        from name in Gen.Frequency((4, Gen.Constant<BackupName?>(null)), (1, Gen.Elements(Databases).Select(known => (BackupName?)Seed.Name(2, known))))
        from label in OrNull("Müller", "x", "y")
        from @from in HalfDays()
        from to in HalfDays()
        from limit in Gen.Frequency((3, Gen.Constant<int?>(null)), (2, Gen.Choose(1, 60).Select(value => (int?)value)))
        select new BackupQuery
        {
            Storage = storage,
            Database = database,
            Source = source,
            Name = name,
            Label = label is null ? null : KeyValuePair.Create("customer", label),
            From = @from,
            To = to,
            Limit = limit,
        };

    private static Gen<string?> OrNull(params string[] values) =>
        Gen.Frequency((2, Gen.Constant<string?>(null)), (1, Gen.Elements(values).Select(value => (string?)value)));

    private static Gen<DateTimeOffset?> HalfDays() => Gen.Frequency(
        (2, Gen.Constant<DateTimeOffset?>(null)),
        (1, Gen.Choose(0, 18).Select(halfDays => (DateTimeOffset?)EngineFixture.Start.AddHours(-12 * halfDays))));
}
