using System.Globalization;
using System.Text;

namespace BackupSh.TestSupport.Wire;

/// <summary>Reads HTTP/1.1 from a connection. What it was asked for too much stays for the next message.</summary>
internal sealed class WireReader(Stream stream)
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    /// <summary>Reads a message's first line and headers, or returns null at a connection's orderly end.</summary>
    internal async Task<IReadOnlyList<string>?> ReadHeadAsync(CancellationToken cancellationToken)
    {
        List<string> lines = [];
        while (await ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Length > 0)
            {
                lines.Add(line);
            }
            else if (lines.Count > 0)
            {
                return lines;
            }
        }

        return lines.Count == 0 ? null : throw new EndOfStreamException("The head was cut short.");
    }

    /// <summary>Reads up to <paramref name="count"/> bytes; fewer only at the connection's end.</summary>
    internal async Task<byte[]> ReadAsync(long count, CancellationToken cancellationToken)
    {
        using MemoryStream bytes = new();
        while (bytes.Length < count && (_start < _end || await FillAsync(cancellationToken)))
        {
            int taken = (int)Math.Min(count - bytes.Length, _end - _start);
            bytes.Write(_buffer, _start, taken);
            _start += taken;
        }

        return bytes.ToArray();
    }

    internal Task<byte[]> ReadToEndAsync(CancellationToken cancellationToken) => ReadAsync(long.MaxValue, cancellationToken);

    /// <summary>Reads a body in chunks to its end, and returns it without them.</summary>
    internal async Task<byte[]> ReadChunksAsync(CancellationToken cancellationToken)
    {
        using MemoryStream bytes = new();
        while (true)
        {
            string size = await ReadLineAsync(cancellationToken) ?? throw new EndOfStreamException("The chunks were cut short.");
            int count = int.Parse(size.Split(';')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (count == 0)
            {
                break;
            }

            bytes.Write(await ReadAsync(count, cancellationToken));
            await ReadLineAsync(cancellationToken);
        }

        while (await ReadLineAsync(cancellationToken) is { Length: > 0 })
        {
            // Trailers say nothing that a test has asked for.
        }

        return bytes.ToArray();
    }

    private async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        StringBuilder line = new();
        while (_start < _end || await FillAsync(cancellationToken))
        {
            int end = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            int count = end < 0 ? _end - _start : end + 1;
            line.Append(Encoding.Latin1.GetString(_buffer, _start, count));
            _start += count;
            if (end >= 0)
            {
                return line.ToString().TrimEnd('\r', '\n');
            }
        }

        return line.Length == 0 ? null : throw new EndOfStreamException("A line was cut short.");
    }

    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        _start = 0;
        _end = await stream.ReadAsync(_buffer, cancellationToken);
        return _end > 0;
    }
}
