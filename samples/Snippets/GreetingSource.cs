using BackupSh.Sources;

namespace Snippets;

internal sealed class GreetingSource : IBackupSource
{
    public SourceDescription Describe(string? database = null) =>
        new("greeting", "greeting", "txt") { RestoreCommand = "> greeting.txt" };

    public async Task<SourceReport> WriteToAsync(Stream destination, SourceRequest request, CancellationToken cancellationToken = default)
    {
        await destination.WriteAsync("hello"u8.ToArray(), cancellationToken);
        return new SourceReport();
    }
}
