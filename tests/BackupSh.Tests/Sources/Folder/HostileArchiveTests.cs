using BackupSh.Sources;
using BackupSh.Tests.Sources.Tar;

namespace BackupSh.Tests.Sources.Folder;

/// <summary>Archives that somebody made to write where they should not: nothing is restored of them, and nothing else touched.</summary>
public sealed class HostileArchiveTests : IDisposable
{
    private const string Canary = "canary";
    private static readonly string LongName = new('n', 100);

    private static readonly Dictionary<string, Func<ForgedTar, ForgedTar>> Archives = new()
    {
        ["absolute path"] = tar => tar.Add('0', "/tmp/escaped", content: "x"),
        ["absolute path in the prefix"] = tar => tar.Add('0', "escaped", prefix: "/tmp", content: "x"),
        ["two slashes at the start"] = tar => tar.Add('0', "//tmp/escaped", content: "x"),
        ["dot dot"] = tar => tar.Add('0', "../canary/file", content: "x"),
        ["dot dot alone"] = tar => tar.Add('5', ".."),
        ["dot dot after a folder"] = tar => tar.Add('5', "d/").Add('0', "d/../../canary/file", content: "x"),
        ["dot dot at the end"] = tar => tar.Add('5', "d/").Add('5', "d/.."),
        ["dot dot in the prefix"] = tar => tar.Add('0', "file", prefix: "../canary", content: "x"),
        ["dot dot after a dot"] = tar => tar.Add('0', "./../canary/file", content: "x"),
        ["dot in the middle"] = tar => tar.Add('5', "d/").Add('0', "d/./file", content: "x"),
        ["two dots to begin with"] = tar => tar.Add('0', "././file", content: "x"),
        ["file called dot"] = tar => tar.Add('0', ".", content: "x"),
        ["link called dot"] = tar => tar.Add('2', ".", "../canary"),
        ["second folder itself"] = tar => tar.Add('5', "./").Add('0', "file").Add('5', "./", mode: 0b111_111_111),
        ["empty path"] = tar => tar.Add('0', "", content: "x"),
        ["empty name in the path"] = tar => tar.Add('5', "d/").Add('0', "d//file", content: "x"),
        ["file whose folder is not there"] = tar => tar.Add('0', "d/file", content: "x"),
        ["through a link to a folder"] = tar => tar.Add('2', "d", "../canary").Add('0', "d/file", content: "x"),
        ["through an absolute link"] = tar => tar.Add('2', "d", "/tmp").Add('0', "d/escaped", content: "x"),
        ["through a link to the folder itself"] = tar => tar.Add('2', "d", ".").Add('0', "d/file", content: "x"),
        ["through two links"] = tar => tar.Add('2', "a", "..").Add('2', "b", "a/canary").Add('0', "b/file", content: "x"),
        ["folder over a link"] = tar => tar.Add('2', "d", "../canary").Add('5', "d/").Add('0', "d/file", content: "x"),
        ["file over a link"] = tar => tar.Add('2', "file", "../canary/file").Add('0', "file", content: "x"),
        ["link over a folder"] = tar => tar.Add('5', "d/").Add('2', "d", "../canary").Add('0', "d/file", content: "x"),
        ["folder left and taken up again"] = tar => tar.Add('5', "d/").Add('0', "e").Add('0', "d/file", content: "x"),
        ["file twice"] = tar => tar.Add('0', "file", content: "x").Add('0', "file", content: "y"),
        ["folder twice"] = tar => tar.Add('5', "d/").Add('5', "d/", mode: 0b111_111_111),
        ["below a file"] = tar => tar.Add('0', "f", content: "x").Add('0', "f/file", content: "x"),
        ["hard link out"] = tar => tar.Add('1', "file", "../canary/file"),
        ["hard link to an absolute path"] = tar => tar.Add('1', "file", "/etc/passwd"),
        ["hard link through a link"] = tar => tar.Add('2', "d", "../canary").Add('1', "file", "d/file"),
        ["hard link to a folder"] = tar => tar.Add('5', "d/").Add('1', "e", "d"),
        ["hard link to nothing"] = tar => tar.Add('1', "file", "missing"),
        ["hard link to itself"] = tar => tar.Add('1', "file", "file"),
        ["hard link to the folder itself"] = tar => tar.Add('1', "file", "."),
        ["hard link with content"] = tar => tar.Add('0', "a", content: "x").Add('1', "b", "a", content: "y"),
        ["hard link over a file"] = tar => tar.Add('0', "a", content: "x").Add('0', "b").Add('1', "b", "a"),
        ["link to nothing"] = tar => tar.Add('2', "link"),
        ["NUL in a pax path"] = tar => tar.Pax(("path", "file\0/../../canary/file")).Add('0', "file", content: "x"),
        ["NUL in a link's target"] = tar => tar.Pax(("linkpath", "a\0b")).Add('2', "link", "a"),
        ["pax path over a good name"] = tar => tar.Pax(("path", "../canary/file")).Add('0', "file", content: "x"),
        ["pax path twice"] = tar => tar.Pax(("path", "good"), ("path", "../canary/file")).Add('0', "file", content: "x"),
        ["pax link path over a good one"] = tar => tar.Add('0', "a").Pax(("linkpath", "../canary/file")).Add('1', "b", "a"),
        ["pax headers twice"] = tar => tar.Pax(("path", "a")).Pax(("path", "../canary/file")).Add('0', "file"),
        ["pax header for nobody"] = tar => tar.Add('0', "file").Pax(("path", "a")),
        ["global pax header"] = tar => tar.Add('g', "pax", content: "29 path=../canary/overwritten\n").Add('0', "file", content: "x"),
        ["pax record longer than it is"] = tar => tar.Add('x', "pax", content: "999 path=a\n").Add('0', "file"),
        ["pax record shorter than it is"] = tar => tar.Add('x', "pax", content: "3 path=a\n").Add('0', "file"),
        ["pax record of a negative length"] = tar => tar.Add('x', "pax", content: "-9 path=a\n").Add('0', "file"),
        ["pax records beyond measure"] = tar => tar.Add('x', "pax", size: 1L << 32).Add('0', "file"),
        ["pax size that is negative"] = tar => tar.Pax(("size", "-512")).Add('0', "file", content: "x"),
        ["pax size beyond the archive"] = tar => tar.Pax(("size", "9223372036854775807")).Add('0', "file", content: "x"),
        ["pax owner out of range"] = tar => tar.Pax(("uid", "99999999999")).Add('0', "file", content: "x"),
        ["GNU long name out"] = tar => tar.Add('L', "././@LongLink", content: "../canary/file\0").Add('0', "file", content: "x"),
        ["GNU long link out"] = tar => tar.Add('K', "././@LongLink", content: "../canary/file\0").Add('1', "file", "a"),
        ["GNU and pax names"] = tar => tar.Add('L', "././@LongLink", content: "good\0").Pax(("path", "../canary/file")).Add('0', "file"),
        ["GNU sparse name out"] = tar => tar.Pax(("GNU.sparse.major", "1"), ("GNU.sparse.minor", "0"), ("GNU.sparse.name", "../canary/file"), ("GNU.sparse.realsize", "0")).Add('0', "file", content: "0\n" + new string('\0', 510)),
        ["GNU sparse pieces that overlap"] = tar => tar.Pax(("GNU.sparse.size", "20"), ("GNU.sparse.map", "0,10,5,10")).Add('0', "file", content: new string('x', 20)),
        ["GNU sparse piece beyond the size"] = tar => tar.Pax(("GNU.sparse.size", "20"), ("GNU.sparse.map", "15,10")).Add('0', "file", content: new string('x', 10)),
        ["GNU sparse pieces without number"] = tar => tar.Pax(("GNU.sparse.major", "1"), ("GNU.sparse.minor", "0"), ("GNU.sparse.realsize", "9")).Add('0', "file", content: "99999999999\n" + new string('\0', 500)),
        ["GNU multi-volume"] = tar => tar.Add('M', "file", content: "x"),
        ["GNU volume label"] = tar => tar.Add('V', "../canary"),
        ["GNU old long names"] = tar => tar.Add('N', "names", content: "Rename a to ../canary/file\n"),
        ["GNU folder listing"] = tar => tar.Add('D', "d/", content: "Yfile\0\0"),
        ["Solaris extended header"] = tar => tar.Add('X', "pax", content: "22 path=../canary/file\n").Add('0', "file"),
        ["unknown type"] = tar => tar.Add('Z', "file"),
        ["folder with content"] = tar => tar.Add('5', "d/", content: "x"),
        ["name that ends in a slash and is a file"] = tar => tar.Add('0', "d/", content: "x"),
        ["NUL in the name hides nothing"] = tar => tar.Add('0', "a\0b/../../canary/file", content: "x").Add('0', "a", content: "y"),
        ["very long path"] = tar => tar.Pax(("path", string.Join('/', Enumerable.Repeat(LongName, 3000)))).Add('0', "file"),
        ["size beyond the archive"] = tar => tar.Add('0', "file", content: "x", size: 1L << 32),
    };

    private readonly TestTree _tree = new();

    public static TheoryData<string> Names => [.. Archives.Keys];

    public void Dispose() => _tree.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task RestoreAsync_HostileArchive_RestoresNothing(string name)
    {
        await SetUpAsync();
        string before = await LookAsync();

        BackupSourceException exception = await Assert.ThrowsAsync<BackupSourceException>(() =>
            Folders.Source(_tree.Root).RestoreAsync(Archives[name](new ForgedTar()).End(), _tree.Beside("restored")));

        Assert.Contains(exception.Code, (string[])["BSH0374", "BSH0375", "BSH0379"]);
        Assert.Equal(before, await LookAsync());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task RestoreAsync_HostileArchiveThroughTheBcl_RestoresNothing(string name)
    {
        await SetUpAsync();
        string before = await LookAsync();

        await Assert.ThrowsAsync<BackupSourceException>(() =>
            Folders.Source(_tree.Root, portable: true).RestoreAsync(Archives[name](new ForgedTar()).End(), _tree.Beside("restored")));

        Assert.Equal(before, await LookAsync());
    }

    [Fact]
    public void Archives_OfTheTable_AreThirtyAtLeast() => Assert.InRange(Archives.Count, 30, 1000);

    [Fact]
    public async Task RestoreAsync_HostilePath_IsNamedInOneLine()
    {
        BackupSourceException exception = await Assert.ThrowsAsync<BackupSourceException>(() =>
            Folders.Source(_tree.Root).RestoreAsync(new ForgedTar().Add('0', "../\n\u001b[31m\u00ff").End(), _tree.Beside("restored")));

        Assert.Equal(@"The entry '../\u000A\u001B[31m\xFF' is refused: its path holds '.' or '..'.", exception.Error.Message);
    }

    [Fact]
    public async Task RestoreAsync_LinksThatLeadOut_AreDataAndStay()
    {
        await SetUpAsync();

        await Folders.Source(_tree.Root).RestoreAsync(new ForgedTar().Add('2', "up", "../canary").Add('2', "root", "/").End(), _tree.Beside("restored"));

        Assert.Equal(("../canary", "/"), (new FileInfo(_tree.Beside("restored/up")).LinkTarget, new FileInfo(_tree.Beside("restored/root")).LinkTarget));
        Assert.Equal("safe", await File.ReadAllTextAsync(_tree.Beside("canary/file"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task RestoreAsync_ArchiveOfStockTar_IsTaken()
    {
        await _tree.ShellAsync("mkdir d; echo x > d/x; ln d/x y; tar -cf ../stock.tar .");

        await using FileStream archive = File.OpenRead(_tree.Beside("stock.tar"));
        await Folders.Source(_tree.Root).RestoreAsync(archive, _tree.Beside("restored"));

        Assert.Equal("", await _tree.ShellAsync("diff -r . ../restored"));
    }

    private Task<string> SetUpAsync() => _tree.ShellAsync($"mkdir ../{Canary}; printf safe > ../{Canary}/file; touch -d 2001-01-01 ../{Canary}/file ../{Canary}");

    // Everything beside the target, content and times, and what a hostile path in the table would make elsewhere.
    private Task<string> LookAsync() =>
        _tree.ShellAsync("cd ..; find . -mindepth 1 -printf '%p %y %m %s %T@ %n %l\\n' | sort; cat canary/file; ls /tmp/escaped 2>&1 || true");
}
