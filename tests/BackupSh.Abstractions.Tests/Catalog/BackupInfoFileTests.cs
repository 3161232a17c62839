using System.Globalization;
using BackupSh.Catalog;
using BackupSh.TestSupport;

namespace BackupSh.Abstractions.Tests.Catalog;

public sealed class BackupInfoFileTests
{
    [Fact]
    public void Write_BackupOfTheModules_IsTheirFile() =>
        Assert.Equal(InfoSamples.ModulesText.Replace("20.0", "20", StringComparison.Ordinal) + "\n", InfoSamples.Text(InfoSamples.Modules()));

    [Fact]
    public void Write_OurBackup_IsTheGoldenFile()
    {
        BackupInfo info = InfoSamples.Ours() with
        {
            Details = InfoSamples.Ours().Details! with
            {
                Restore = "gpg --decrypt shop.2026-11-24_03-00-00.sqlite3.zst.enc | zstd -d > shop.sqlite3",
                ToolVersions = new Dictionary<string, string> { ["sqlite"] = "3.50.4" },
                Labels = new Dictionary<string, string> { ["customer"] = "Müller & Söhne", ["Env"] = "production" },
            },
        };

        string golden = File.ReadAllText(Repository.PathOf("tests", "BackupSh.Abstractions.Tests", "Catalog", "Golden", "ours.info"));
        Assert.Equal(golden.Replace("20.0", "20", StringComparison.Ordinal).Replace("\\u0026", "&", StringComparison.Ordinal), InfoSamples.Text(info));
    }

    [Fact]
    public void Write_UnknownEntries_PutsEachIntoItsSection()
    {
        BackupInfo info = InfoSamples.Ours() with
        {
            UnknownEntries = [new("backupsh", "chunks", "17"), new("zoo", "lion", "1"), new("common", "note", "x"), new("zoo", "tiger", "")],
        };

        string text = InfoSamples.Text(info);

        Assert.Contains("storage_service = local\nnote = x\n\n[backupsh]\n", text, StringComparison.Ordinal);
        Assert.EndsWith("\nchunks = 17\n\n[zoo]\nlion = 1\ntiger =\n\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("backupsh", "format")]
    [InlineData("common", "database")]
    [InlineData("DEFAULT", "x")]
    [InlineData("zoo", "a\nb")]
    [InlineData("zoo", "a=b")]
    [InlineData("zoo", "Upper")]
    [InlineData("zo\no", "x")]
    [InlineData("zoo]", "x")]
    [InlineData("", "x")]
    [InlineData("zoo", "")]
    [InlineData("zoo", "größe")]
    public void Write_UnknownEntryThatNoReaderAccepts_IsRefused(string section, string key) =>
        Assert.Throws<ArgumentException>(() => BackupInfoFile.Write(InfoSamples.Ours() with { UnknownEntries = [new(section, key, "1")] }));

    [Fact]
    public void Write_OurKeysWithoutDetails_AreRefused() =>
        Assert.Throws<ArgumentException>(() => BackupInfoFile.Write(InfoSamples.Modules() with { UnknownEntries = [new("backupsh", "chunks", "1")] }));

    [Fact]
    public void Write_ValuesThatNoReaderAccepts_AreRefused()
    {
        BackupInfo info = InfoSamples.Ours();
        BackupDetails details = info.Details!;

        Assert.All<BackupInfo>(
            [
                info with { SizeMebibytes = double.NaN },
                info with { SizeMebibytes = double.PositiveInfinity },
                info with { SizeMebibytes = -1 },
                info with { Details = details with { ArchiveBytes = -1 } },
                info with { Details = details with { ArchiveSha256 = "abc" } },
                info with { Details = details with { Archive = "other.2026-11-24_03-00-00.zip" } },
                info with { Details = details with { Format = 0 } },
                info with { Details = details with { Duration = TimeSpan.FromSeconds(-1) } },
                info with { Details = details with { Restore = new string('x', BackupInfoFile.MaximumLineBytes) } },
                info with { Details = details with { Labels = Enumerable.Range(0, 300).ToDictionary(i => $"l{i}", _ => "x") } },
            ],
            bad => Assert.Throws<ArgumentException>(() => BackupInfoFile.Write(bad)));
    }

    [Fact]
    public void Read_UnknownKeysOfEverySection_Survive()
    {
        string text = InfoSamples.ModulesText + "note = 100% \\u0020\n[zoo]\nlion = a\\b\n";

        BackupInfo info = BackupInfoFile.Read(InfoSamples.Ascii(text));

        Assert.Equal([new("common", "note", "100\\u0025 \\u0020"), new("zoo", "lion", "a\\b")], info.UnknownEntries);
        Assert.Equal(info.UnknownEntries, BackupInfoFile.Read(BackupInfoFile.Write(info)).UnknownEntries);
    }

    [Fact]
    public void SizeBytes_OurBackup_IsExact() =>
        Assert.Equal(20971521, (InfoSamples.Ours() with { Details = InfoSamples.Ours().Details! with { ArchiveBytes = 20971521 } }).SizeBytes);

    [Fact]
    public void SizeBytes_BackupOfTheModules_IsTheirsInBytes() =>
        Assert.Equal(10, (InfoSamples.Modules() with { SizeMebibytes = 9.5367431640625e-06 }).SizeBytes);

    [Fact]
    public void ToMebibytes_AnyBytes_ComesBack()
    {
        Assert.Equal(20.5, BackupInfo.ToMebibytes((20L << 20) + (1 << 19)));
        Assert.Throws<ArgumentOutOfRangeException>(() => BackupInfo.ToMebibytes(-1));
    }

    [Theory]
    [InlineData("ar-SA")]
    [InlineData("th-TH")]
    [InlineData("tr-TR")]
    [InlineData("fa-IR")]
    public void WriteAndRead_AnyCulture_AreTheSame(string culture)
    {
        BackupInfo info = InfoSamples.Ours() with { SizeMebibytes = 1234.5 };
        byte[] expected = BackupInfoFile.Write(info);
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);

            Assert.Equal(expected, BackupInfoFile.Write(info));
            Assert.Empty(InfoSamples.Differences(info, BackupInfoFile.Read(expected, info.Name)));
            Assert.Equal(InfoSamples.Name, BackupName.Parse(InfoSamples.Name.ToString()));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public async Task ReadAsync_StreamOfSmallReads_ReadsAll()
    {
        using SlowStream stream = new(BackupInfoFile.Write(InfoSamples.Ours()));

        BackupInfo info = await BackupInfoFile.ReadAsync(stream, InfoSamples.Name, TestContext.Current.CancellationToken);

        Assert.Empty(InfoSamples.Differences(InfoSamples.Ours(), info));
        Assert.True(stream.CanRead, "The stream belongs to the caller.");
    }

    [Fact]
    public async Task ReadAsync_EndlessStream_StopsBehindTheLimit()
    {
        using SlowStream stream = new(null);

        BackupInfoFormatException exception = await Assert.ThrowsAsync<BackupInfoFormatException>(
            () => BackupInfoFile.ReadAsync(stream, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal("BSH0024", exception.Code);
        Assert.Equal(BackupInfoFile.MaximumBytes + 1, stream.Given);
    }

    [Fact]
    public async Task ReadAsync_Cancelled_SaysSo() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => BackupInfoFile.ReadAsync(new SlowStream(null), cancellationToken: new CancellationToken(canceled: true)));

    /// <summary>Gives seven bytes at a time: of a file, or for ever.</summary>
    private sealed class SlowStream(byte[]? content) : MemoryStream
    {
        public int Given { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(Math.Min(7, buffer.Length), (content?.Length ?? int.MaxValue) - Given);
            for (int i = 0; i < count; i++)
            {
                buffer.Span[i] = content is null ? (byte)'#' : content[Given + i];
            }

            Given += count;
            return ValueTask.FromResult(count);
        }
    }
}
