using System.Text;

namespace BackupSh.Sources.PostgreSql.Dump;

/// <summary>Looks at a dump's beginning and end while it passes: a tool that ends early without an error is noticed.</summary>
internal sealed class DumpShape
{
    private const int TailBytes = 1024;

    private readonly DumpKind _kind;
    private readonly byte[] _head = new byte[DumpKinds.HeadBytes];
    private readonly byte[] _tail = new byte[TailBytes];
    private int _headLength;
    private int _tailLength;

    internal DumpShape(DumpKind kind) => _kind = kind;

    internal void Take(ReadOnlySpan<byte> bytes)
    {
        int first = Math.Min(bytes.Length, _head.Length - _headLength);
        bytes[..first].CopyTo(_head.AsSpan(_headLength));
        _headLength += first;
        if (bytes.Length >= TailBytes)
        {
            bytes[^TailBytes..].CopyTo(_tail);
            _tailLength = TailBytes;
            return;
        }

        int kept = Math.Min(_tailLength, TailBytes - bytes.Length);
        _tail.AsSpan(_tailLength - kept, kept).CopyTo(_tail);
        bytes.CopyTo(_tail.AsSpan(kept));
        _tailLength = kept + bytes.Length;
    }

    /// <summary>Returns what is missing, or null.</summary>
    internal string? Missing()
    {
        if (_headLength == 0)
        {
            return "it is empty";
        }

        if (DumpKinds.Of(_head.AsSpan(0, _headLength)) != _kind)
        {
            return "its beginning is not that of such a dump";
        }

        return (_kind == DumpKind.Archive ? EndsAsArchive() : EndsAsScript()) ? null : "its end is missing";
    }

    // Source: pg_backup_custom.c: an archive written to a pipe ends with a data block's length of 0 or an offset that is not
    // set, and both are five zero bytes at least.
    private bool EndsAsArchive() => _tailLength >= 5 && _tail.AsSpan(_tailLength - 5, 5).IndexOfAnyExcept((byte)0) < 0;

    // Source: pg_dump.c: after the last comment only empty lines follow, and \unrestrict if it began with \restrict; pg_dumpall.c
    // writes that before the comment.
    private bool EndsAsScript()
    {
        List<string> lines = [.. Encoding.UTF8.GetString(_tail, 0, _tailLength).Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line is not ("" or "--"))];
        if (_kind == DumpKind.Script && _head.AsSpan(0, _headLength).IndexOf("\n\\restrict "u8) >= 0)
        {
            if (lines.Count == 0 || !lines[^1].StartsWith("\\unrestrict ", StringComparison.Ordinal))
            {
                return false;
            }

            lines.RemoveAt(lines.Count - 1);
        }

        string complete = _kind == DumpKind.Globals ? "-- PostgreSQL database cluster dump complete" : "-- PostgreSQL database dump complete";
        return lines.Count > 0 && lines[^1] == complete && _tail[_tailLength - 1] == '\n';
    }
}
