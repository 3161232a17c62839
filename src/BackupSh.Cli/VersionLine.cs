using System.CommandLine;
using System.CommandLine.Invocation;
using BackupSh.Cli.Output;

namespace BackupSh.Cli;

/// <summary>Answers <c>--version</c>: the tool's version alone, whatever has started it.</summary>
internal sealed class VersionLine : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine(VersionDocument.Create().Version);
        return ExitCodes.Ok;
    }
}
