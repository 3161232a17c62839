using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace BackupSh.Cli;

/// <summary>Shows the help of a command, and then the exit codes that all commands share.</summary>
internal sealed class HelpWithExitCodes(HelpAction help) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        int code = help.Invoke(parseResult);
        TextWriter output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Exit codes:");
        foreach ((int exitCode, string meaning) in ExitCodes.All)
        {
            output.WriteLine($"  {exitCode,3}  {meaning}");
        }

        return code;
    }
}
