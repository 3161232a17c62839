using BackupSh.Shared;
using BackupSh.Sources.Folder.Trees;
using BackupSh.Sources.Tar;
using Microsoft.Win32.SafeHandles;

namespace BackupSh.Sources.Folder;

/// <summary>Copies one file's content into the archive. What is announced is what follows, whatever becomes of the file.</summary>
/// <remarks>A file that grows is cut at the size that it had when it was opened; one that shrinks, or breaks, is filled up
/// with zeros. Both are warned of, and so is a file that has changed in place.</remarks>
internal sealed class FileCopy(TreeReader tree, TarWriter tar, SafeFileHandle file, NodeFacts facts)
{
    private Exception? _failure;
    private bool _isShort;

    /// <summary>Copies the content of the entry that was begun.</summary>
    /// <returns>A warning, or <see langword="null"/> if the file stood still and was read whole.</returns>
    internal async ValueTask<BackupShError?> RunAsync(TarEntry entry, byte[] path, CancellationToken cancellationToken)
    {
        foreach (SparseSegment segment in entry.Sparse?.Segments ?? [new SparseSegment(0, entry.SizeBytes)])
        {
            await CopyAsync(segment.Offset, segment.Length, cancellationToken).ConfigureAwait(false);
        }

        bool isUnchanged = Guard(() => tree.Stat(file).IsUnchangedSince(facts));
        return (_failure, isUnchanged && !_isShort) switch
        {
            ({ } failure, _) => ErrorTexts.Error("BSH0363", PrintableName.Of(path), FolderErrors.Reason(failure)),
            (_, false) => ErrorTexts.Error("BSH0362", PrintableName.Of(path)),
            _ => null,
        };
    }

    private async ValueTask CopyAsync(long offset, long length, CancellationToken cancellationToken)
    {
        for (long left = length; left > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Memory<byte> space = tar.Space;
            space = space[..(int)Math.Min(left, space.Length)];
            int count = _isShort ? 0 : Guard(() => RandomAccess.Read(file, space.Span, offset));
            if (count == 0)
            {
                _isShort = true;
                count = space.Length;
                space.Span.Clear();
            }

            await tar.AdvanceAsync(count, cancellationToken).ConfigureAwait(false);
            offset += count;
            left -= count;
        }
    }

    private T Guard<T>(Func<T> read)
        where T : struct
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (FolderErrors.IsOfOneFile(exception))
        {
            _failure = exception;
            return default;
        }
    }
}
