using System.Text;

namespace BackupSh.Sources.PostgreSql.Tools;

/// <summary>What a tool says beside its data: read to its end, so that it never waits, but only its beginning and its end are kept.</summary>
internal static class ToolMessages
{
    private const int KeptBytes = 4096;

    internal static async Task<string> ReadAsync(Stream messages)
    {
        byte[] buffer = new byte[KeptBytes];
        MemoryStream head = new();
        byte[] tail = [];
        int read;
        while ((read = await messages.ReadAsync(buffer).ConfigureAwait(false)) > 0)
        {
            int first = (int)Math.Min(read, KeptBytes - head.Length);
            head.Write(buffer, 0, first);
            tail = [.. tail.Concat(buffer[first..read]).TakeLast(KeptBytes)];
        }

        string text = Encoding.UTF8.GetString(head.ToArray()) + (tail.Length == KeptBytes ? " … " : "") + Encoding.UTF8.GetString(tail);
        return string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }
}
