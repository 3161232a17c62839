using BackupSh.Shared;

namespace BackupSh.Cli.Files;

/// <summary>Where a command writes bytes to: a file that appears only when it is whole, or standard output.</summary>
internal sealed class ByteOutput : IAsyncDisposable
{
    /// <summary>What stands for standard output, and for standard input.</summary>
    internal const string Standard = "-";

    private readonly Stream _stream;
    private readonly string? _temporary;
    private readonly bool _replace;
    private bool _published;

    private ByteOutput(Stream stream, Func<Exception, BackupShException> failure, string? path, string? temporary, bool replace)
    {
        _stream = stream;
        _temporary = temporary;
        _replace = replace;
        Content = new OutputStream(stream, failure);
        Path = path;
    }

    /// <summary>Gets what to write to.</summary>
    internal OutputStream Content { get; }

    /// <summary>Gets the file's path, or null for standard output.</summary>
    internal string? Path { get; }

    /// <summary>Opens an output.</summary>
    /// <param name="environment">Has standard output and the working directory.</param>
    /// <param name="output">A path, or <see cref="Standard"/>.</param>
    /// <param name="replace">Whether a file that stands there may be replaced in the end.</param>
    /// <exception cref="BackupShException">There is a file already, or none can be made (<c>BSH0708</c> to <c>BSH0710</c>).</exception>
    internal static ByteOutput Open(CliEnvironment environment, string output, bool replace)
    {
        if (output == Standard)
        {
            return new ByteOutput(
                environment.OpenOutput(), cause => new BackupShException(ErrorTexts.Error("BSH0711", cause.Message), cause), null, null, replace);
        }

        string path = System.IO.Path.GetFullPath(output, environment.WorkingDirectory);
        OutputPlace.Check(path, replace);
        string temporary = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(path)!, $"backupsh-{Guid.NewGuid():N}.part");
        return new ByteOutput(
            OutputPlace.Try(path, () => AtomicFile.Create(temporary)), cause => OutputPlace.CannotWrite(path, cause), path, temporary, replace);
    }

    /// <summary>Gives the file its name. What was written must be verified.</summary>
    /// <exception cref="BackupShException">The disk is full, or another file has got the name meanwhile.</exception>
    internal async Task PublishAsync(CancellationToken cancellationToken)
    {
        if (_temporary is null)
        {
            return;
        }

        OutputPlace.Try(Path!, () =>
        {
            ((FileStream)_stream).Flush(flushToDisk: true);
            return true;
        });
        await _stream.DisposeAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        OutputPlace.Check(Path!, _replace);
        if (!OutputPlace.Try(Path!, Move))
        {
            throw OutputPlace.Exists(Path!);
        }

        _published = true;
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync().ConfigureAwait(false);
        if (_temporary is not null && !_published)
        {
            File.Delete(_temporary);
        }
    }

    private bool Move()
    {
        if (!_replace)
        {
            return AtomicFile.TryPublish(_temporary!, Path!);
        }

#pragma warning disable RS0030 // With overwrite it is one rename(2) or MoveFileEx within the directory.
        File.Move(_temporary!, Path!, overwrite: true);
#pragma warning restore RS0030
        AtomicFile.FlushDirectory(System.IO.Path.GetDirectoryName(Path!)!);
        return true;
    }
}
