using BackupSh.Catalog;
using BackupSh.Storage;
using FsCheck;
using FsCheck.Fluent;

namespace BackupSh.Abstractions.Tests.Catalog;

public sealed class BackupNameTests
{
    private static readonly DateTimeOffset Time = new(2026, 11, 24, 3, 0, 0, TimeSpan.Zero);

    private static readonly Arbitrary<string> Databases = Gen.OneOf(
        Gen.Elements("shop", "my.shop", "2026-11-24_03-00-00", "a.2026-11-24_03-00-00.zip", "=", "=3D", "=C3", ".", "..", "-rf", "_x", "größe", "😀", "a/b\\c", "A", "a"),
        ArbMap.Default.GeneratorFor<NonEmptyString>().Select(text => text.Get[..Math.Min(text.Get.Length, 20)])).ToArbitrary();

    [Fact]
    public void Create_AnyDatabase_ComesBackThroughItsText() => Prop.ForAll(Databases, database =>
    {
        BackupName name = BackupName.Create(database, Time);
        return ObjectName.IsValid(name.ToString()) && BackupName.Parse(name.ToString()) == name && BackupName.Unescape(name.Database) == database;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Escape_TwoDatabases_NeverMeet() => Prop.ForAll(Databases, Databases, (one, other) =>
        one == other || BackupName.Escape(one) != BackupName.Escape(other)).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("my shop", "my=20shop")]
    [InlineData("=3D", "=3D3D")]
    [InlineData(".hidden", "=2Ehidden")]
    [InlineData("-rf", "=2Drf")]
    [InlineData("größe", "gr=C3=B6=C3=9Fe")]
    [InlineData("a-b_c.d", "a-b_c.d")]
    public void Escape_Database_IsSpelledAsDocumented(string database, string escaped) => Assert.Equal(escaped, BackupName.Escape(database));

    [Theory]
    [InlineData("=3d", "=3d")]
    [InlineData("a=", "a=")]
    [InlineData("a=4", "a=4")]
    [InlineData("=ZZ", "=ZZ")]
    [InlineData("😀", "😀")]
    public void Unescape_WhatIsNoEscape_StaysAsItIs(string text, string expected) => Assert.Equal(expected, BackupName.Unescape(text));

    [Fact]
    public void Create_LoneSurrogate_IsRefusedRatherThanReplaced()
    {
        Assert.ThrowsAny<ArgumentException>(() => BackupName.Create("a\ud800", Time));
        Assert.ThrowsAny<ArgumentException>(() => BackupName.Escape("\udc00"));
    }

    [Fact]
    public void Create_LongDatabase_IsRefusedAtTheLimit()
    {
        string longest = new('x', BackupName.MaximumDatabaseLength);

        Assert.Equal(longest, BackupName.Parse(BackupName.Create(longest, Time).ToString()).Database);
        Assert.Throws<ArgumentException>(() => BackupName.Create(longest + "x", Time));
        Assert.Throws<ArgumentException>(() => BackupName.Create(new string('ä', 40), Time));
        Assert.False(BackupName.TryParse(longest + "x.2026-11-24_03-00-00", out _));
        Assert.Throws<ArgumentException>(() => BackupName.Create("", Time));
    }

    [Fact]
    public void Create_TimeOfAnyOffset_IsTheSecondInUtc() =>
        Assert.Equal(
            "shop.2026-11-23_21-30-15",
            BackupName.Create("shop", new DateTimeOffset(2026, 11, 24, 3, 0, 15, 999, TimeSpan.FromHours(5.5))).ToString());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("shop")]
    [InlineData(".2026-11-24_03-00-00")]
    [InlineData("shop.2026-11-24")]
    [InlineData("shop.2026-13-24_03-00-00")]
    [InlineData("shop.2026-02-29_03-00-00")]
    [InlineData("shop.2026-11-24_24-00-00")]
    [InlineData("shop.2026-11-24_03-00-60")]
    [InlineData("shop.2026-11-24 03:00:00")]
    [InlineData("shop.2026-11-24_3-00-00")]
    [InlineData("shop.0000-11-24_03-00-00")]
    [InlineData("shop.٢٠٢٦-11-24_03-00-00")]
    [InlineData("shop.2026-11-24_03-00-00.zip")]
    [InlineData("my shop.2026-11-24_03-00-00")]
    [InlineData("../shop.2026-11-24_03-00-00")]
    public void TryParse_NoName_IsRefused(string? text)
    {
        Assert.False(BackupName.TryParse(text, out _));
        Assert.Throws<FormatException>(() => BackupName.Parse(text!));
    }

    [Fact]
    public void Equals_OtherCase_IsAnotherDatabase() => Assert.NotEqual(BackupName.Create("Shop", Time), BackupName.Create("shop", Time));

    [Fact]
    public void CompareTo_Names_OrdersByTimeThenDatabaseOrdinally()
    {
        BackupName[] names = [BackupName.Create("b", Time), BackupName.Create("a", Time), BackupName.Create("B", Time), BackupName.Create("z", Time.AddSeconds(-1))];

        Assert.Equal(["z", "B", "a", "b"], names.Order().Select(name => name.Database));
        Assert.Equal(1, names[0].CompareTo(null));
    }
}
