using BackupSh.Catalog;
using BackupSh.Tests.Fixtures;

namespace BackupSh.Tests.Catalog;

/// <summary>Reads a list to its end or to its error, as a careful caller would.</summary>
internal static class CatalogListing
{
    /// <summary>Adds what is listed, and returns the error that ended it, or null.</summary>
    internal static async Task<Exception?> ReadAsync(EngineFixture engine, BackupQuery query, List<BackupEntry> entries)
    {
        try
        {
            await foreach (BackupEntry entry in engine.Catalog.ListAsync(query, TestContext.Current.CancellationToken))
            {
                entries.Add(entry);
            }

            return null;
        }
        catch (BackupShException exception)
        {
            return exception;
        }
    }
}
