using BackupSh.Sources;

namespace BackupSh.Tests.Fixtures;

/// <summary>A source that takes a failed write for nothing and goes on, as no source may.</summary>
public sealed class SwallowingSource : IBackupSource
{
    public SourceDescription Describe(string? database = null) => new("fake", "shop", "bin") { RestoreCommand = "> shop.bin" };

    public async Task<SourceReport> WriteToAsync(Stream destination, SourceRequest request, CancellationToken cancellationToken = default)
    {
        byte[] block = new byte[100_000];
        for (int i = 0; i < 50; i++)
        {
            Random.Shared.NextBytes(block);
            try
            {
                await destination.WriteAsync(block, cancellationToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // What the test is about.
            }
        }

        return new SourceReport();
    }
}
