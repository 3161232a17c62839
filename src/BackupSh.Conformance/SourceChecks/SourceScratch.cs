using BackupSh.Sources;

namespace BackupSh.Conformance.SourceChecks;

/// <summary>What a check works with: the source, and the things that checks do most.</summary>
internal sealed class SourceScratch(SourceConformance conformance, IBackupSource source, CheckTrace trace, CancellationToken token)
{
    internal IBackupSource Source => source;

    internal CancellationToken Token => token;

    internal TimeProvider Time => conformance.TimeProvider;

    internal static SourceRequest Request => new() { RunId = "conformance" };

    internal string NewTarget() => conformance.NewTarget();

    internal IRestorableBackupSource Restorable()
    {
        Expect.Equal(conformance.IsRestorable, source is IRestorableBackupSource, "whether the source can be restored, as declared,");
        return source as IRestorableBackupSource ?? throw new NothingToKeepException("This source cannot be restored.");
    }

    internal async Task<ReceivingStream> WriteAsync(ReceivingStream? destination = null, CancellationToken? cancellationToken = null)
    {
        destination ??= new ReceivingStream();
        try
        {
            await source.WriteToAsync(destination, Request, cancellationToken ?? token).ConfigureAwait(false);
            trace.Add($"write: {destination.WrittenBytes} bytes");
        }
        catch (Exception exception)
        {
            trace.Add($"write: after {destination.WrittenBytes} bytes it {Expect.Tell(exception)}");
            throw;
        }
        finally
        {
            trace.AddBytes(destination.WrittenBytes);
        }

        return destination;
    }

    /// <summary>Dumps the source once, for checks of restoring.</summary>
    internal async Task<byte[]> DumpAsync() => (await WriteAsync().ConfigureAwait(false)).ToArray();

    internal Task<RestoreReport> RestoreAsync(byte[] dump, string target) => RestoreAsync(new OfferedContent(dump), target);

    internal async Task<RestoreReport> RestoreAsync(
        Stream content, string target, bool replace = false, Func<string, CancellationToken, Task>? beforePublish = null, CancellationToken? cancellationToken = null)
    {
        RestoreRequest request = new()
        {
            Target = target,
            Replace = replace,
            Time = conformance.TimeProvider.GetUtcNow(),
            BeforePublish = beforePublish ?? (static (_, _) => Task.CompletedTask),
        };
        string step = $"restore to '{target}'{(replace ? ", replacing" : "")}";
        try
        {
            RestoreReport report = await Restorable().RestoreAsync(content, request, cancellationToken ?? token).ConfigureAwait(false);
            trace.Add($"{step}: it stands at '{report.Target}'");
            return report;
        }
        catch (Exception exception)
        {
            trace.Add($"{step} {Expect.Tell(exception)}");
            throw;
        }
    }

    internal async Task<string> LookAtSourceAsync() =>
        await conformance.LookAsync(target: null, token).ConfigureAwait(false) ?? throw new PromiseBrokenException("The source itself has no data to compare with.");

    internal async Task ExpectAsync(string target, string data, string what) =>
        Expect.Equal(data, await conformance.LookAsync(target, token).ConfigureAwait(false), what);

    internal async Task ExpectNothingAsync(string target, string when) =>
        Expect.Equal(null, await conformance.LookAsync(target, token).ConfigureAwait(false), $"what stands at '{target}' {when}");
}
