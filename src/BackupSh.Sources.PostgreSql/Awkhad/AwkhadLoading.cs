using BackupSh.Shared;
using BackupSh.Sources.PostgreSql.Restore;
using BackupSh.Sources.PostgreSql.Zip;

namespace BackupSh.Sources.PostgreSql.Awkhad;

/// <summary>Loads the zip of an Awkhad database: its SQL into a staged database, its files into a staged filestore.</summary>
internal sealed class AwkhadLoading(FilestoreRestore filestore)
{
    private const int BufferBytes = 128 * 1024;
    private bool _hasDump;

    /// <summary>Loads a zip, to the end of the content.</summary>
    /// <exception cref="BackupSourceException">It is no such zip (<c>BSH1063</c>), damaged (<c>BSH1067</c>), or the tool has failed.</exception>
    internal async Task LoadAsync(StagedDatabase staged, Stream content, CancellationToken cancellationToken)
    {
        RestoreContext context = staged.Context;
        (byte[] head, PrefixedReadStream archive) = await PrefixedReadStream.PeekAsync(content, 4, cancellationToken).ConfigureAwait(false);
        if (!head.AsSpan().SequenceEqual("PK\u0003\u0004"u8))
        {
            throw Foreign(context);
        }

        try
        {
            using ForwardZipReader zip = new(archive);
            while (await zip.NextAsync(cancellationToken).ConfigureAwait(false) is { } entry)
            {
                AwkhadEntryName.Require(entry.Name);
                await LoadAsync(staged, entry.Name, entry.Content, cancellationToken).ConfigureAwait(false);
                await entry.Content.CopyToAsync(Stream.Null, BufferBytes, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (ZipDamageException exception)
        {
            throw new BackupSourceException(context.Source, ErrorTexts.Error("BSH1067", context.Target, exception.Message), exception);
        }

        if (!_hasDump)
        {
            throw Foreign(context);
        }

        await content.CopyToAsync(Stream.Null, BufferBytes, cancellationToken).ConfigureAwait(false);
    }

    private async Task LoadAsync(StagedDatabase staged, string name, Stream content, CancellationToken cancellationToken)
    {
        if (name == AwkhadEntryName.Dump)
        {
            _hasDump = !_hasDump ? true : throw new ZipDamageException($"it has several entries '{name}'");
            await ScriptLoading.LoadAsync(staged, content, cancellationToken).ConfigureAwait(false);
        }
        else if (name.StartsWith(Filestore.Prefix, StringComparison.Ordinal) && name.Length > Filestore.Prefix.Length)
        {
            string path = name[Filestore.Prefix.Length..];
            if (path.EndsWith('/'))
            {
                filestore.ReceiveFolder(path);
            }
            else
            {
                await filestore.ReceiveAsync(path, content, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static BackupSourceException Foreign(RestoreContext context) =>
        new(context.Source, ErrorTexts.Error("BSH1063", context.Target, "the zip of an Awkhad database"));
}
