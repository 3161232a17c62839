using System.CommandLine;
using BackupSh.Cli.Output;
using BackupSh.Shared;
using Microsoft.Extensions.Hosting;

namespace BackupSh.Cli.Commands;

/// <summary><c>backupsh serve</c>.</summary>
internal static class ServeCommand
{
    // Ten seconds less than what the process gives itself after a signal, so that this ends first and says so.
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(50);

    internal static Command Create(CommandFrame frame)
    {
        Command command = new("serve", "Runs jobs by their schedules until SIGTERM or Ctrl-C, and logs to standard error.");
        Presentation<ServeDocument> presentation = new(CliJson.Default.ServeDocument, static (_, _) => { }) { IsData = _ => false };
        frame.Bind(command, presentation, ServeAsync, HostUse.Serve);
        return command;
    }

    private static async Task<Outcome<ServeDocument>> ServeAsync(CommandContext context, CancellationToken cancellationToken)
    {
        IHostedService scheduler = context.Host.Scheduler;
        await scheduler.StartAsync(cancellationToken).ConfigureAwait(false);
        if (context.Host.SchedulerOptions is { Enabled: false })
        {
            throw new BackupShException(ErrorTexts.Error("BSH0737")); // it would wait for nothing
        }

        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, context.Environment.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The usual end: somebody has stopped it.
        }

        using CancellationTokenSource limit = new(StopTime, context.Environment.Time);
        await scheduler.StopAsync(limit.Token).ConfigureAwait(false);
        return new Outcome<ServeDocument>(ExitCodes.Ok, new ServeDocument("stopped"));
    }
}
