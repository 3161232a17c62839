using BackupSh.Sources.Tar;
using FsCheck;
using FsCheck.Fluent;

namespace BackupSh.Tests.Sources.Tar;

/// <summary>What is written is what is read, whatever the names, numbers and sizes are.</summary>
public sealed class TarLawTests
{
    private static readonly Gen<byte> NameByte = Gen.Choose(1, 255).Select(value => (byte)value).Where(value => value != '/');

    private static readonly Gen<byte[]> Name =
        Gen.Frequency((4, Gen.Choose(1, 20)), (2, Gen.Choose(90, 110)), (1, Gen.Choose(200, 255)))
            .SelectMany(length => Gen.ArrayOf(NameByte, length));

    private static readonly Gen<byte[]> TreePath =
        Gen.Choose(1, 6).SelectMany(count => Gen.ArrayOf(Name, count))
            .Select(names => names.Aggregate((path, name) => [.. path, (byte)'/', .. name]));

    private static readonly Gen<long> LargeNumber = Gen.OneOf(
        Gen.Choose(0, 1000).Select(value => (long)value),
        Gen.Elements(8L * 1024 * 1024 * 1024, (8L * 1024 * 1024 * 1024) - 1, 1L << 40, uint.MaxValue));

    private static readonly Gen<UnixTime> Moment =
        from seconds in Gen.OneOf(Gen.Choose(0, int.MaxValue).Select(value => (long)value), Gen.Elements(-1L, -2, -1_000_000_000_000, 0, 8_589_934_591, 8_589_934_592, 1L << 50))
        from nanoseconds in Gen.OneOf(Gen.Constant(0), Gen.Elements(1, 999_999_999, 500_000_000), Gen.Choose(0, 999_999_999))
        select new UnixTime(seconds, nanoseconds);

    private static readonly Gen<int> Size = Gen.OneOf(
        Gen.Choose(0, 3000), Gen.Elements(0, 1, 511, 512, 513, 1023, 1024, 1025, 128 * 1024, (128 * 1024) + 1, 300_000));

    private static readonly Gen<TarEntry> Entry =
        from kind in Gen.Elements(Enum.GetValues<TarEntryKind>())
        from path in TreePath
        from target in TreePath
        from size in Size
        from mode in Gen.Choose(0, 0xFFF)
        from owner in LargeNumber.Where(value => value <= uint.MaxValue)
        from modified in Moment
        from sparse in Sparse(size)
        let isDevice = kind is TarEntryKind.BlockDevice or TarEntryKind.CharacterDevice
        select new TarEntry
        {
            Kind = kind,
            Path = path,
            LinkTarget = kind is TarEntryKind.HardLink or TarEntryKind.SymbolicLink ? target : [],
            SizeBytes = kind != TarEntryKind.File ? 0 : size,
            Sparse = kind != TarEntryKind.File ? null : sparse,
            Mode = mode,
            UserId = (uint)owner,
            GroupId = (uint)(owner / 2),
            Modified = modified,
            DeviceMajor = isDevice ? mode : 0,
            DeviceMinor = isDevice ? 0xFFFFF - mode : 0,
        };

    [Fact]
    public void ReadEntryAsync_WrittenEntries_AreTheSame() =>
        Prop.ForAll(Arb.From(Gen.ListOf(Entry)), entries =>
        {
            (TarEntry Entry, byte[] Content)[] written = [.. entries.Select((entry, i) => (entry, Content((int)entry.StoredBytes, i)))];

            List<(TarEntry Entry, byte[] Content)> read = TarArchives.ReadAsync(TarArchives.WriteAsync(written).Result).Result;

            Assert.Equal(written.Select(item => Describe(item.Entry)), read.Select(item => Describe(item.Entry)));
            Assert.Equal(written.Select(item => item.Content), read.Select(item => item.Content));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Write_LargeSizes_AreReadBack() =>
        Prop.ForAll(Arb.From(LargeNumber), Arb.From(TreePath), (size, path) =>
        {
            TarEntry entry = new() { Kind = TarEntryKind.File, Path = path, SizeBytes = size };

            using TarReader reader = new(new MemoryStream(new TarHead().Write(entry).ToArray()));

            Assert.Equal(size, reader.ReadEntryAsync(CancellationToken.None).AsTask().Result!.SizeBytes);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void TryParse_WrittenMoment_IsTheSame() =>
        Prop.ForAll(Arb.From(Moment), moment =>
        {
            Assert.True(UnixTime.TryParse(TarArchives.Bytes(moment.ToDecimal()), out UnixTime read));
            Assert.Equal(moment, read);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task WriteAsync_SameEntriesTwice_GiveTheSameBytes()
    {
        (TarEntry, byte[])[] entries = [(TarArchives.File("a", 3), [1, 2, 3]), (TarArchives.File(new string('n', 300)), [])];

        Assert.Equal(await TarArchives.WriteAsync(entries), await TarArchives.WriteAsync(entries));
    }

    private static Gen<SparseMap?> Sparse(int size) =>
        Gen.OneOf(
            Gen.Constant((SparseMap?)null),
            Gen.ArrayOf(Gen.Choose(0, size)).Select(cuts => SparseMap.TryCreate(
                [.. cuts.Distinct().Order().Chunk(2).Where(pair => pair.Length == 2).Select(pair => new SparseSegment(pair[0], pair[1] - pair[0]))], size)));

    private static byte[] Content(int size, int seed) => [.. Enumerable.Range(0, size).Select(i => (byte)((i * 31) + seed))];

    private static string Describe(TarEntry entry) =>
        $"{entry with { Path = [], LinkTarget = [], Sparse = null }} {Convert.ToHexString(entry.Path)} {Convert.ToHexString(entry.LinkTarget)} "
        + (entry.Sparse is null ? "whole" : string.Join(' ', entry.Sparse.Segments));
}
