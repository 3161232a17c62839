using System.CommandLine;
using BackupSh.Cli.Files;
using BackupSh.Cli.Output;
using BackupSh.Encryption;
using BackupSh.OpenPgp;
using BackupSh.Shared;

namespace BackupSh.Cli.Commands;

/// <summary><c>backupsh decrypt FILE [--output FILE|-]</c>: needs no configuration.</summary>
internal sealed class DecryptCommand
{
    private const int BufferBytes = 128 * 1024;

    private readonly Argument<string> _file = new("file") { Description = "The encrypted file, or - for standard input." };
    private readonly OutputOptions _output = new("FILE without .enc, .gpg or .pgp, beside it");
    private readonly DecryptionKeys _keys = new();

    private readonly Option<bool> _decompress = new("--decompress")
    {
        Description = "Decompress with zstd, too: from shop.sqlite3.zst.enc to shop.sqlite3.",
    };

    internal static Command Create(CommandFrame frame)
    {
        DecryptCommand decrypt = new();
        Command command = new("decrypt", "Decrypts a file that BackupSh, the Awkhad modules or gpg has encrypted. Needs no configuration; asks for the passphrase if none is given.")
        {
            decrypt._file, decrypt._output.Output, decrypt._output.Replace, decrypt._decompress,
        };
        decrypt._keys.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(decrypt._output.Output) is null && result.GetValue(decrypt._file) is { } file
                && ContentName.OfDecrypted(file, result.GetValue(decrypt._decompress)) is null)
            {
                result.AddError($"The output cannot be named after '{file}': give it with --output.");
            }
        });
        frame.RefuseJsonBeside(command, decrypt._output.Output);
        frame.RefuseConfiguration(command);
        Presentation<DecryptDocument> presentation = new(CliJson.Default.DecryptDocument, DecryptText.Write) { IsData = _ => false };
        frame.BindBare(command, presentation, decrypt.DecryptAsync);
        return command;
    }

    private async Task<Outcome<DecryptDocument>> DecryptAsync(BareContext context, CancellationToken cancellationToken)
    {
        long started = context.Environment.Time.GetTimestamp();
        string file = context.Parsed.GetRequiredValue(_file);
        bool decompress = context.Parsed.GetValue(_decompress);
        InputStream input = InputStream.Open(context.Environment, file, context.Progress);
        await using (input.ConfigureAwait(false))
        {
            ByteOutput output = _output.Open(context.Parsed, context.Environment, () => ContentName.OfDecrypted(file, decompress)!);
            await using (output.ConfigureAwait(false))
            {
                OpenPgpEncryptor encryptor = await _keys.OpenAsync(context, file, cancellationToken).ConfigureAwait(false);
                await ByteWriting.RunAsync(
                    output,
                    context.Error,
                    content => CopyAsync(Open(encryptor, input, file, decompress), content, input, cancellationToken),
                    cancellationToken).ConfigureAwait(false);
                TimeSpan duration = context.Environment.Time.GetElapsedTime(started);
                return new Outcome<DecryptDocument>(
                    ExitCodes.Ok, new DecryptDocument(input.Name, output.Path, output.Content.Bytes, decompress, CliJson.Seconds(duration)));
            }
        }
    }

    private static Stream Open(OpenPgpEncryptor encryptor, InputStream input, string file, bool decompress)
    {
        Stream decrypted = encryptor.OpenDecrypt(input);
        return decompress
            ? new ZstdDecompressionStream(decrypted, (what, cause) => new BackupShException(ErrorTexts.Error("BSH0717", file, what), cause))
            : decrypted;
    }

    private static async Task<long> CopyAsync(Stream decrypted, Stream destination, InputStream input, CancellationToken cancellationToken)
    {
        long bytes = 0;
        try
        {
            byte[] buffer = new byte[BufferBytes];
            await using (decrypted.ConfigureAwait(false))
            {
                int read;
                while ((read = await decrypted.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
                {
                    await destination.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                    bytes += read;
                }
            }

            return bytes;
        }
        catch (BackupDecryptionException exception) when (bytes > 0)
        {
            // A wrong key gives no content at all.
            throw new BackupShException(ErrorTexts.Error("BSH0724", input.Name), exception);
        }
        catch (BackupDecryptionException exception) when (DecryptionKeys.IsAboutKeys(exception.Error))
        {
            throw DecryptionKeys.NoneFits(exception.Error, exception);
        }
    }
}
