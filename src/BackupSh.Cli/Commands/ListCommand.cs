using System.CommandLine;
using BackupSh.Catalog;
using BackupSh.Cli.Output;

namespace BackupSh.Cli.Commands;

/// <summary><c>backupsh list</c>.</summary>
internal sealed class ListCommand
{
    private readonly Option<string?> _storage = new("--storage") { Description = "Only this storage.", HelpName = "NAME" };
    private readonly Option<string?> _database = new("--database") { Description = "Only this database.", HelpName = "NAME" };
    private readonly Option<string?> _source = new("--source") { Description = "Only backups of this source.", HelpName = "NAME" };
    private readonly Option<KeyValuePair<string, string>?> _label = LabelOption.CreateOne("Only backups with this label.");
    private readonly Option<DateTimeOffset?> _from = TimeOption.Create("--from", "Only backups of this moment or later.");
    private readonly Option<DateTimeOffset?> _to = TimeOption.Create("--to", "Only backups before this moment.");
    private readonly Option<int?> _limit = CountOption.Create("--limit", "Only the newest backups, this many, with all their copies.");

    private readonly Option<bool> _problems = new("--problems")
    {
        Description = "Show each problem: orphans, foreign files, unreadable info files.",
    };

    internal static Command Create(CommandFrame frame)
    {
        ListCommand list = new();
        Command command = new("list", "Lists the backups in the storages.")
        {
            list._storage, list._database, list._source, list._label, list._from, list._to, list._limit, list._problems,
        };
        frame.Bind(command, new Presentation<ListDocument>(CliJson.Default.ListDocument, ListText.Write), list.ListAsync);
        return command;
    }

    private async Task<Outcome<ListDocument>> ListAsync(CommandContext context, CancellationToken cancellationToken)
    {
        BackupQuery query = Query(context.Parsed);
        CatalogReading reading = new(context.Host);
        IReadOnlyList<BackupEntry> entries = Newest(await reading.ListAsync(query, cancellationToken).ConfigureAwait(false), query.Limit);

        // Problems belong to storages, not to some of their backups; looking for them reads every info file.
        bool all = query with { Storage = null } == BackupQuery.All;
        bool details = context.Parsed.GetValue(_problems);
        IReadOnlyList<CatalogProblem>? problems = all || details
            ? await reading.ListProblemsAsync(query.Storage, cancellationToken).ConfigureAwait(false)
            : null;
        ListDocument document = ListDocument.Of(entries, problems, reading.Failures, details);
        return new Outcome<ListDocument>(ExitCodes.Of(reading.Failures.Count, reading.Count(query.Storage)), document);
    }

    private BackupQuery Query(ParseResult parsed) => new()
    {
        Storage = parsed.GetValue(_storage),
        Database = parsed.GetValue(_database),
        Source = parsed.GetValue(_source),
        Label = parsed.GetValue(_label),
        From = parsed.GetValue(_from),
        To = parsed.GetValue(_to),
        Limit = parsed.GetValue(_limit),
    };

    private static IReadOnlyList<BackupEntry> Newest(IReadOnlyList<BackupEntry> entries, int? limit)
    {
        HashSet<BackupName> names = [.. entries.Select(entry => entry.Name).Distinct().Take(limit ?? int.MaxValue)];
        return [.. entries.Where(entry => names.Contains(entry.Name))];
    }
}
