using System.Buffers;
using BackupSh.Shared;
using Microsoft.Data.Sqlite;

namespace BackupSh.Sources.Sqlite;

/// <summary>One restore: receive beside the target, check, and only then give it the target's name.</summary>
internal sealed class SqliteRestore
{
    private const int BufferBytes = 128 * 1024;
    private readonly string _source;
    private readonly string? _password;
    private readonly RestoreRequest _request;
    private readonly string _target;
    private readonly string _staged;

    internal SqliteRestore(string source, string? password, RestoreRequest request)
    {
        _source = source;
        _password = password;
        _request = request;
        _target = Path.GetFullPath(request.Target);
        _staged = $"{_target}.restoring-{Guid.NewGuid():N}";
    }

    internal async Task<RestoreReport> RunAsync(Stream content, CancellationToken cancellationToken)
    {
        // Refuse before the first byte is read what would be refused at the end.
        RefuseTarget();
        List<BackupShError> warnings = [];
        try
        {
            FileStream file = Create();
            await using (file.ConfigureAwait(false))
            {
                await ReceiveAsync(content, file, cancellationToken).ConfigureAwait(false);
                await CheckAsync(file, warnings, cancellationToken).ConfigureAwait(false);
                await _request.BeforePublish(_staged, cancellationToken).ConfigureAwait(false);
                RefuseOpenConnections();
                SqliteHeader.TakeWalUp(file);
                file.Flush(flushToDisk: true);
            }

            cancellationToken.ThrowIfCancellationRequested();
            RefuseTarget();
        }
        catch
        {
            Discard();
            throw;
        }

        return new RestoreReport(_target) { PreviousTarget = Publish(), Warnings = warnings };
    }

    private void RefuseTarget()
    {
        if (Directory.Exists(_target))
        {
            throw Failure("BSH0343", _target);
        }

        if (!Directory.Exists(Path.GetDirectoryName(_target)))
        {
            throw Failure("BSH0340", _target);
        }

        if (_request.Replace)
        {
            return;
        }

        if (File.Exists(_target))
        {
            throw Failure("BSH0341", _target);
        }

        if (SideFiles.Of(_target).FirstOrDefault() is { } sideFile)
        {
            throw Failure("BSH0342", _target, sideFile);
        }
    }

    private FileStream Create()
    {
        try
        {
            return AtomicFile.Create(_staged);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(exception);
        }
    }

    private async Task ReceiveAsync(Stream content, FileStream file, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            int count;
            while ((count = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                await WriteAsync(file, buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            // The bytes are the host's data: the next renter shall not see them.
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private async Task WriteAsync(FileStream file, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await file.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw CannotWrite(exception);
        }
    }

    private async Task CheckAsync(FileStream file, List<BackupShError> warnings, CancellationToken cancellationToken)
    {
        // An encrypted database has no readable header: there the password must open it.
        if (file.Length == 0 || (_password is null && !SqliteHeader.IsDatabase(file)))
        {
            throw Failure("BSH0345", _target);
        }

        IntegrityCheck.Result result = await Task.Factory.StartNew(
            () => Check(cancellationToken),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).ConfigureAwait(false);
        if (result.Finding is { } finding)
        {
            throw Failure("BSH0346", _target, finding);
        }

        if (result.NotChecked is { } reason)
        {
            warnings.Add(ErrorTexts.Error("BSH0334", _target, reason));
        }
    }

    private IntegrityCheck.Result Check(CancellationToken cancellationToken)
    {
        try
        {
            using SqliteDatabase database = SqliteDatabase.Open(SqliteDataSource.ForFileAtRest(_staged, _password));
            return IntegrityCheck.Run(database, IntegrityCheck.Thorough, cancellationToken);
        }
        catch (SqliteException exception)
        {
            throw new BackupSourceException(_source, ErrorTexts.Error("BSH0345", _target), exception);
        }
        catch (InvalidOperationException exception) when (_password is not null)
        {
            throw new BackupSourceException(_source, ErrorTexts.Error("BSH0333", _target), exception);
        }
    }

    /// <summary>What a hook has not yet written into the file would be lost when the file gets its name.</summary>
    private void RefuseOpenConnections()
    {
        if (SideFiles.Of(_staged).FirstOrDefault(file => new FileInfo(file).Length > 0) is { } sideFile)
        {
            throw Failure("BSH0348", _target, sideFile);
        }
    }

    private string? Publish()
    {
        try
        {
            if (_request.Replace && File.Exists(_target))
            {
                return new DatabaseReplacement(_source, _password).Run(_staged, _target, _request.Time);
            }

            return AtomicFile.TryPublish(_staged, _target) ? null : throw Failure("BSH0341", _target);
        }
        catch (BackupSourceException)
        {
            Discard();
            throw;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Discard();
            throw CannotWrite(exception);
        }
    }

    private void Discard()
    {
        File.Delete(_staged);
        foreach (string file in SideFiles.Of(_staged))
        {
            File.Delete(file);
        }
    }

    private BackupSourceException CannotWrite(Exception inner) =>
        new(_source, ErrorTexts.Error("BSH0344", _target, inner.Message), inner);

    private BackupSourceException Failure(string code, params object?[] arguments) => new(_source, ErrorTexts.Error(code, arguments));
}
