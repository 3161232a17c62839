using BackupSh.Sources.Tar;

namespace BackupSh.Tests.Sources.Tar;

/// <summary>Writes and reads whole archives.</summary>
internal static class TarArchives
{
    internal static TarEntry File(string path, int size = 0) => new() { Kind = TarEntryKind.File, Path = Bytes(path), Mode = 0b110_100_100, SizeBytes = size };

    internal static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    internal static async Task<byte[]> WriteAsync(IEnumerable<(TarEntry Entry, byte[] Content)> entries)
    {
        using MemoryStream stream = new();
        using TarWriter writer = new(stream);
        foreach ((TarEntry entry, byte[] content) in entries)
        {
            await writer.BeginAsync(entry, CancellationToken.None);
            for (int position = 0; position < content.Length;)
            {
                int count = Math.Min(writer.Space.Length, content.Length - position);
                content.AsMemory(position, count).CopyTo(writer.Space);
                await writer.AdvanceAsync(count, CancellationToken.None);
                position += count;
            }
        }

        await writer.CompleteAsync(CancellationToken.None);
        return stream.ToArray();
    }

    /// <summary>Reads all entries, with what is stored of their content.</summary>
    internal static async Task<List<(TarEntry Entry, byte[] Content)>> ReadAsync(Stream archive)
    {
        using TarReader reader = new(archive);
        List<(TarEntry, byte[])> entries = [];
        while (await reader.ReadEntryAsync(CancellationToken.None) is { } entry)
        {
            using MemoryStream content = new();
            while (await reader.ReadContentAsync(long.MaxValue, CancellationToken.None) is { Length: > 0 } some)
            {
                content.Write(some.Span);
            }

            entries.Add((entry, content.ToArray()));
        }

        return entries;
    }

    internal static Task<List<(TarEntry Entry, byte[] Content)>> ReadAsync(byte[] archive) => ReadAsync(new MemoryStream(archive));
}
