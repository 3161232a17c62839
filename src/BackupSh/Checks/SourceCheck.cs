using BackupSh.Backups;
using BackupSh.Diagnostics;
using BackupSh.Sources;

namespace BackupSh.Checks;

/// <summary>Asks a source whether it could be backed up now.</summary>
internal static class SourceCheck
{
    internal static async Task<IReadOnlyList<CheckResult>> RunAsync(Engine engine, string name, CancellationToken cancellationToken)
    {
        try
        {
            IBackupSource source = engine.Components.GetSource(name);
            SourceDescription description = source.Describe();
            SourceReport report = await source.CheckAsync(cancellationToken).ConfigureAwait(false);
            string tools = string.Concat(report.ToolVersions.OrderBy(tool => tool.Key, StringComparer.Ordinal).Select(tool => $", {tool.Key} {tool.Value}"));
            return
            [
                CheckResult.Passed(CheckKind.Source, name, $"database '{description.Database}'{tools}"),
                .. report.Warnings.Select(warning => CheckResult.Warning(CheckKind.Source, name, warning)),
            ];
        }
        catch (Exception exception) when (!exception.IsCancellationBy(cancellationToken))
        {
            Log.Unexpected(engine.Logger, exception);
            return [CheckResult.Failed(CheckKind.Source, name, Failure.ErrorOf(exception))];
        }
    }
}
