using System.Globalization;
using BackupSh.Shared;
using BackupSh.Sources.PostgreSql.Restore;

namespace BackupSh.Sources.PostgreSql.Awkhad;

/// <summary>Receives a filestore in a folder that only its owner may enter, and puts it in its place in one step.</summary>
internal sealed class FilestoreRestore : IPublishedBeside
{
    private const int BufferBytes = 128 * 1024;
    private readonly string _source;
    private readonly RestoreRequest _request;
    private readonly string? _parent;
    private readonly string _staged;
    private bool _isStaged;
    private bool _isPublished;
    private string? _previous;

    /// <param name="source">The source's name.</param>
    /// <param name="filestore">The source's own filestore, or null: others lie beside it.</param>
    /// <param name="request">What is asked.</param>
    internal FilestoreRestore(string source, string? filestore, RestoreRequest request)
    {
        _source = source;
        _request = request;
        _parent = filestore is null ? null : Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(filestore)));
        _staged = Path.Combine(_parent ?? "", $".backupsh-restore-{Guid.NewGuid():N}");
    }

    private string Target => Path.Combine(_parent!, _request.Target);

    /// <inheritdoc/>
    public void Refuse()
    {
        // The database's name becomes a folder's, and must not lead elsewhere.
        if (_request.Target is "." or ".." || _request.Target.AsSpan().IndexOfAny('/', '\\', Path.DirectorySeparatorChar) >= 0)
        {
            throw Failure("BSH1061", _request.Target);
        }

        if (_parent is not null && (File.Exists(Target) || (Directory.Exists(Target) && !_request.Replace)))
        {
            throw Failure("BSH1069", _request.Target, Target);
        }
    }

    /// <summary>Receives one entry of the zip.</summary>
    /// <param name="path">Its path below the filestore, which was checked.</param>
    /// <param name="content">Its content.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task ReceiveAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        if (_parent is null)
        {
            throw Failure("BSH1072", _source);
        }

        FileStream file = Writing(() => Create(path));
        await using (file.ConfigureAwait(false))
        {
            byte[] buffer = new byte[BufferBytes];
            int read;
            while ((read = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                Writing(() =>
                {
                    file.Write(buffer.AsSpan(0, read));
                    return true;
                });
            }

            Writing(() =>
            {
                file.Flush(flushToDisk: true);
                return true;
            });
        }
    }

    /// <summary>Makes a folder of the zip.</summary>
    internal void ReceiveFolder(string path)
    {
        if (_parent is not null)
        {
            Writing(() => Directory.CreateDirectory(Path.Combine(Stage(), path)));
        }
    }

    /// <inheritdoc/>
    public void Publish()
    {
        if (!_isStaged)
        {
            return;
        }

        Writing(() =>
        {
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(_staged, File.GetUnixFileMode(_parent!)); // who may enter the others may enter this one
            }

            Refuse(); // somebody may have been faster
            if (Directory.Exists(Target))
            {
                Replace();
            }
            else
            {
                Directory.Move(_staged, Target);
            }

            (_isStaged, _isPublished) = (false, true);
            return true;
        });
    }

    /// <inheritdoc/>
    public void Undo()
    {
        if (!_isPublished)
        {
            return;
        }

        Directory.Move(Target, _staged);
        (_isStaged, _isPublished) = (true, false);
        if (_previous is not null)
        {
            Directory.Move(_previous, Target);
            _previous = null;
        }
    }

    /// <summary>Removes what was received and not published.</summary>
    internal void Discard()
    {
        if (_isStaged && Directory.Exists(_staged))
        {
            Directory.Delete(_staged, recursive: true);
        }
    }

    private void Replace()
    {
        string moment = _request.Time.UtcDateTime.ToString("yyyy-MM-dd_HH-mm-ss", CultureInfo.InvariantCulture);
        string previous = $"{Target}_before_{moment}";
        for (int number = 2; Path.Exists(previous); number++)
        {
            previous = $"{Target}_before_{moment}_{number}";
        }

        if (AtomicFile.TryExchange(_staged, Target))
        {
            Directory.Move(_staged, previous); // since the exchange, the old one bears the staged name
        }
        else
        {
            Directory.Move(Target, previous);
            Directory.Move(_staged, Target);
        }

        _previous = previous;
    }

    private FileStream Create(string path)
    {
        string full = Path.Combine(Stage(), path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        return new FileStream(full, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
    }

    private string Stage()
    {
        if (!_isStaged)
        {
            _isStaged = true;
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(_staged);
            }
            else
            {
                Directory.CreateDirectory(_staged, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }

        return _staged;
    }

    private T Writing<T>(Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BackupSourceException(_source, ErrorTexts.Error("BSH1068", _parent is null ? "" : Target, exception.Message), exception);
        }
    }

    private BackupSourceException Failure(string code, params object?[] arguments) => new(_source, ErrorTexts.Error(code, arguments));
}
