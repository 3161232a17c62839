using System.CommandLine;
using BackupSh.Catalog;
using BackupSh.Cli.Files;
using BackupSh.Cli.Output;

namespace BackupSh.Cli.Commands;

/// <summary><c>backupsh download BACKUP [--output FILE|-] [--decrypt]</c>.</summary>
internal sealed class DownloadCommand
{
    private readonly Argument<string> _backup = BackupArgument.Create();
    private readonly OutputOptions _output = new("the archive's name, in the working directory");

    private readonly Option<bool> _decrypt = new("--decrypt")
    {
        Description = "Write the content instead of the archive: decrypted and decompressed, as the source has written it.",
    };

    private readonly Option<string?> _storage = new("--storage")
    {
        Description = "Read from this storage only. Default: the first that has a whole copy.",
        HelpName = "NAME",
    };

    internal static Command Create(CommandFrame frame)
    {
        DownloadCommand download = new();
        Command command = new("download", "Writes a backup's archive, or its content, to a file or to standard output.")
        {
            download._backup, download._output.Output, download._output.Replace, download._decrypt, download._storage,
        };
        frame.RefuseJsonBeside(command, download._output.Output);
        frame.Bind(
            command, new Presentation<DownloadDocument>(CliJson.Default.DownloadDocument, DownloadText.Write) { IsData = _ => false }, download.DownloadAsync);
        return command;
    }

    private async Task<Outcome<DownloadDocument>> DownloadAsync(CommandContext context, CancellationToken cancellationToken)
    {
        long started = context.Environment.Time.GetTimestamp();
        string backup = context.Parsed.GetRequiredValue(_backup);
        string? storage = context.Parsed.GetValue(_storage);
        bool decrypt = context.Parsed.GetValue(_decrypt);
        string? archive = null;
        if (context.Parsed.GetValue(_output.Output) is null)
        {
            // The name of the output must be known, and free, before the first byte comes.
            BackupEntry found = (await context.Host.Catalog.FindAsync(backup, storage, cancellationToken).ConfigureAwait(false))[0];
            (backup, archive) = (found.Name.ToString(), found.Archive);
        }

        ByteOutput output = _output.Open(context.Parsed, context.Environment, () => ContentName.OfDownload(archive!, decrypt));
        await using (output.ConfigureAwait(false))
        {
            BackupEntry entry = await ByteWriting.RunAsync(
                output,
                context.Error,
                content => context.Host.Restorer.DownloadAsync(backup, content, decrypt, storage, context.Progress, cancellationToken),
                cancellationToken).ConfigureAwait(false);
            TimeSpan duration = context.Environment.Time.GetElapsedTime(started);
            return new Outcome<DownloadDocument>(ExitCodes.Ok, DownloadDocument.Of(entry, output, decrypt, duration));
        }
    }
}
