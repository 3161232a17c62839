using BackupSh.Sources.Folder.Trees;

namespace BackupSh.Sources.Folder;

/// <summary>A path from the backed up folder to where one stands in it, with <c>/</c> between its names.</summary>
internal sealed class TreePath
{
    private readonly List<int> _starts = [];
    private byte[] _bytes = new byte[256];
    private int _length;

    /// <summary>Gets the whole path; empty for the folder itself.</summary>
    internal ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>Gets how many names the path has.</summary>
    internal int Count => _starts.Count;

    internal ReadOnlySpan<byte> Name(int index) =>
        _bytes.AsSpan(_starts[index], (index + 1 < _starts.Count ? _starts[index + 1] - 1 : _length) - _starts[index]);

    internal void Push(NodeName name)
    {
        int start = _length == 0 ? 0 : _length + 1;
        _length = start + name.Bytes.Length;
        if (_length > _bytes.Length)
        {
            Array.Resize(ref _bytes, _length * 2);
        }

        if (start > 0)
        {
            _bytes[start - 1] = (byte)'/';
        }

        name.Bytes.CopyTo(_bytes.AsSpan(start));
        _starts.Add(start);
    }

    internal void Pop()
    {
        _length = Math.Max(0, _starts[^1] - 1);
        _starts.RemoveAt(_starts.Count - 1);
    }
}
