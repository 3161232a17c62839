using BackupSh.Sources.PostgreSql.Zip;

namespace BackupSh.Sources.PostgreSql.Tests.Zip;

/// <summary>Writes and reads zips in memory.</summary>
internal static class ZipReading
{
    internal static async Task<byte[]> WriteAsync((string Name, byte[] Content)[] entries, int level = 6)
    {
        using MemoryStream stream = new();
        await using ParallelZipWriter zip = new(stream, level, SourceMaking.Token);
        foreach ((string name, byte[] content) in entries)
        {
            using MemoryStream bytes = new(content);
            await zip.AddAsync(name, SourceMaking.Time, bytes);
        }

        await zip.CompleteAsync();
        return stream.ToArray();
    }

    internal static async Task<List<(string Name, byte[] Content)>> ReadAsync(byte[] zip)
    {
        List<(string, byte[])> entries = [];
        using MemoryStream stream = new(zip);
        using ForwardZipReader reader = new(stream);
        while (await reader.NextAsync(SourceMaking.Token) is { } entry)
        {
            using MemoryStream content = new();
            await entry.Content.CopyToAsync(content, SourceMaking.Token);
            entries.Add((entry.Name, content.ToArray()));
        }

        return entries;
    }
}
