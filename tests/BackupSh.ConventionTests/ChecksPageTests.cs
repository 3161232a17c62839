using System.Globalization;
using System.Text;
using BackupSh.Conformance;

namespace BackupSh.ConventionTests;

public sealed class ChecksPageTests
{
    private const string Page = "docs/extending/checks.md";
    private const int Mebibyte = 1024 * 1024;

    // A bucket, as most of them are.
    private static readonly StorageTraits Usual = new() { PartBytes = [8 * Mebibyte], PageObjects = 1000, DeleteBatchNames = 1000 };

    [Fact]
    public void ChecksPage_Always_ListsEveryCheck() => GoldenFile.Match(Page, MakePage());

    private static string MakePage()
    {
        StringBuilder page = new(
            """
            # The checks

            Every check of the package `BackupSh.Conformance`, with its stable id and what it promises. This page is generated; a test
            compares it. How they are run: [storages](storage.md), [sources](source.md).

            ## Storages, from outside

            They run against any storage. A call may be several requests. The numbers are for parts of 8 MiB and pages of 1000
            objects; where they grow with these, `IsLarge` says so and the row has an asterisk.

            | Check | Clause | Promise | Calls | Bytes |
            | --- | --- | --- | --- | --- |

            """);
        foreach (StorageCheck check in StorageCheck.All.Where(check => check.Kind == CheckKind.Runnable))
        {
            CheckCost cost = check.CostFor(Usual);
            page.Append(CultureInfo.InvariantCulture, $"| `{check.Id}`{(check.IsLarge ? " *" : "")} | {check.Clause} | {check.Promise} | {cost.Calls} | {Size(cost.Bytes)} |\n");
        }

        page.Append(
            """

            ## Storages, from inside

            The adapter's own tests make these, and its declaration names the test. *Wire* checks need a server that fails on demand;
            they do not apply where `IsRemote` is `false`.

            | Check | Kind | Clause | Promise |
            | --- | --- | --- | --- |

            """);
        foreach (StorageCheck check in StorageCheck.All.Where(check => check.Kind != CheckKind.Runnable))
        {
            page.Append(CultureInfo.InvariantCulture, $"| `{check.Id}` | {check.Kind} | {check.Clause} | {check.Promise} |\n");
        }

        page.Append("\n## Sources\n\n| Check | Kind | Promise |\n| --- | --- | --- |\n");
        foreach (SourceCheck check in SourceCheck.All)
        {
            page.Append(CultureInfo.InvariantCulture, $"| `{check.Id}` | {check.Kind} | {check.Promise} |\n");
        }

        return page.ToString().ReplaceLineEndings("\n");
    }

    private static string Size(long bytes) => bytes switch
    {
        < 1000 => bytes.ToString(CultureInfo.InvariantCulture),
        < Mebibyte => string.Create(CultureInfo.InvariantCulture, $"{(bytes + 1023) / 1024} KiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(bytes + Mebibyte - 1) / Mebibyte} MiB"),
    };
}
