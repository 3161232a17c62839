using System.CommandLine;
using BackupSh.Cli.Files;
using BackupSh.Cli.Setup;
using BackupSh.Shared;

namespace BackupSh.Cli.Commands.Auth;

/// <summary>Where a token goes: into a new file that only its owner reads, to standard output, or to the terminal once.</summary>
internal sealed class TokenOutput
{
    internal Option<string?> Option { get; } = new("--output")
    {
        Description = "The file to write the token to, which only you may read; - for standard output. Default: it is shown on the terminal.",
        HelpName = "FILE",
    };

    /// <summary>Throws if the token could not be given to anybody: before somebody has agreed to anything.</summary>
    /// <exception cref="BackupShException"><c>BSH0730</c>, <c>BSH0731</c> or <c>BSH0763</c>.</exception>
    internal void ThrowIfNowhere(BareContext context)
    {
        if (PathOf(context) is { } path)
        {
            NewFile.ThrowIfTaken(path);
        }
        else if (context.Parsed.GetValue(Option) is null && !context.Environment.ErrorIsTerminal)
        {
            throw new BackupShException(ErrorTexts.Error("BSH0763", Option.Name));
        }
    }

    /// <summary>Gives the token out.</summary>
    /// <returns>The file that holds it, or null.</returns>
    internal async Task<string?> WriteAsync(BareContext context, Secret token, CancellationToken cancellationToken)
    {
        if (PathOf(context) is { } path)
        {
            NewFile.Write(path, token.Reveal() + "\n", secret: true);
            return path;
        }

        // Past the screen on purpose: it is the one place where the token is wanted.
        TextWriter writer = context.Parsed.GetValue(Option) == ByteOutput.Standard ? context.Environment.Out : context.Environment.Error;
        await writer.WriteLineAsync(token.Reveal().AsMemory(), cancellationToken).ConfigureAwait(false);
        return null;
    }

    private string? PathOf(BareContext context) => context.Parsed.GetValue(Option) is { } given && given != ByteOutput.Standard
        ? Path.GetFullPath(given, context.Environment.WorkingDirectory)
        : null;
}
