using BackupSh.Cli.Output;

namespace BackupSh.Cli.Tests.Output;

public sealed class StandardErrorTests
{
    [Fact]
    public void ShowStatus_NobodyWatches_WritesNothing()
    {
        using StringWriter writer = new();

        new StandardError(new Screen(writer), showsProgress: false).ShowStatus("writing 1 MiB", 13);

        Assert.Equal("", writer.ToString());
    }

    [Fact]
    public void WriteLine_BelowAStatus_ErasesItFirst()
    {
        using StringWriter writer = new() { NewLine = "\n" };
        StandardError error = new(new Screen(writer), showsProgress: true);
        error.ShowStatus("writing", 7);

        error.WriteLine("warning: slow");
        error.EraseStatus();

        Assert.Equal("\rwriting\r       \rwarning: slow\n", writer.ToString());
    }

    [Fact]
    public void ShowStatus_ShorterThanBefore_CoversTheRest()
    {
        using StringWriter writer = new();
        StandardError error = new(new Screen(writer), showsProgress: true);
        error.ShowStatus("writing 10 MiB", 14);

        error.ShowStatus("done", 4);

        Assert.EndsWith("\rdone          ", writer.ToString(), StringComparison.Ordinal);
    }
}
