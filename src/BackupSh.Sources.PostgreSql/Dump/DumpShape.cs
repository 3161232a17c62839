using System.Text;

namespace BackupSh.Sources.PostgreSql.Dump;

/// <summary>Looks at a dump's beginning and end while it passes: a tool that ends early without an error is noticed.</summary>
internal sealed class DumpShape
{
    private const int TailBytes = 1024;

    private readonly DumpKind _kind;
    private readonly byte[] _head = new byte[64];
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

    // Source: pg_dump.c, pg_dumpall.c: after the last comment only empty lines follow, and since 2025 \unrestrict.
    private bool EndsAsScript()
    {
        string? last = Encoding.UTF8.GetString(_tail, 0, _tailLength)
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .LastOrDefault(line => line != "--" && !line.StartsWith("\\unrestrict ", StringComparison.Ordinal));
        return last == (_kind == DumpKind.Globals ? "-- PostgreSQL database cluster dump complete" : "-- PostgreSQL database dump complete")
            && _tail[_tailLength - 1] == '\n';
    }
}
