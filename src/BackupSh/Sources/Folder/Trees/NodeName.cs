using System.Text;

namespace BackupSh.Sources.Folder.Trees;

/// <summary>One name in a folder as the file system has it: bytes, of which none is a slash or NUL.</summary>
internal readonly struct NodeName : IComparable<NodeName>
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly byte[] _terminated;

    internal NodeName(ReadOnlySpan<byte> bytes)
    {
        _terminated = new byte[bytes.Length + 1];
        bytes.CopyTo(_terminated);
    }

    /// <summary>Makes a name of a text. Half a surrogate pair, which Windows allows and UTF-8 cannot say, becomes <c>U+FFFD</c>.</summary>
    internal NodeName(string text)
        : this(Encoding.UTF8.GetBytes(text))
    {
    }

    internal ReadOnlySpan<byte> Bytes => _terminated.AsSpan(0, _terminated.Length - 1);

    /// <summary>Gets the bytes with the NUL that the system's calls expect.</summary>
    internal ReadOnlySpan<byte> Terminated => _terminated;

    /// <summary>Gets the name as text.</summary>
    /// <exception cref="DecoderFallbackException">It is not UTF-8.</exception>
    internal string Text => Strict.GetString(Bytes);

    public int CompareTo(NodeName other) => Bytes.SequenceCompareTo(other.Bytes);
}
