using System.CommandLine;
using System.CommandLine.Parsing;

namespace BackupSh.Cli.Commands.Jobs;

/// <summary><c>--set KEY=VALUE</c>.</summary>
internal static class JobValueOption
{
    private const string Name = "--set";
    private const string Form = "KEY=VALUE";

    // Source: the only secret among a job's options.
    private const string Passphrase = "Encryption:Passphrase";

    internal static Option<Dictionary<string, string>> Create() => new(Name)
    {
        Description = "An option of the job as the configuration file has it, such as Rotation:Daily=7. May be given several times.",
        HelpName = Form,
        Arity = ArgumentArity.OneOrMore,
        CustomParser = Parse,
    };

    private static Dictionary<string, string> Parse(ArgumentResult result)
    {
        Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);
        foreach (Token token in result.Tokens)
        {
            string[] parts = token.Value.Split('=', 2);
            if (parts.Length < 2 || parts[0].Split(':').Any(string.IsNullOrWhiteSpace))
            {
                result.AddError($"'{Name}' takes {Form}, such as Rotation:Daily=7.");
            }
            else if (parts[0].Equals(Passphrase, StringComparison.OrdinalIgnoreCase))
            {
                // Its value is not repeated: others may read the screen, as they may read the command line.
                result.AddError($"'{Name}' takes no passphrase: other users of this machine can read command lines. Put such a job into the configuration file.");
            }
            else if (!values.TryAdd(parts[0], parts[1]))
            {
                result.AddError($"'{parts[0]}' is set twice.");
            }
        }

        return values;
    }
}
