using System.Diagnostics;
using System.Reflection;

namespace BackupSh.TestSupport;

/// <summary>Runs one explicit test of the running assembly in a process of its own: to race with it, or to kill it.</summary>
public static class ChildTest
{
    /// <summary>Starts the process. It inherits the environment and gets what is added.</summary>
    /// <param name="method">The test, marked <c>[Fact(Explicit = true)]</c>.</param>
    /// <param name="environment">What the test reads to know its part.</param>
    public static Process Start(MethodInfo method, IReadOnlyDictionary<string, string> environment)
    {
        string assembly = method.DeclaringType!.Assembly.Location;
        string program = Environment.ProcessPath!;
        ProcessStartInfo start = new(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
        {
            start.ArgumentList.Add("exec");
            start.ArgumentList.Add(assembly);
        }

        foreach (string argument in (string[])["-explicit", "only", "-method", $"{method.DeclaringType.FullName}.{method.Name}", "-noLogo"])
        {
            start.ArgumentList.Add(argument);
        }

        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        // What the parent's runner told the parent is not for the child.
        string[] runners = [.. start.Environment.Keys.Where(name => name.StartsWith("TESTINGPLATFORM_", StringComparison.Ordinal))];
        foreach (string name in runners)
        {
            start.Environment.Remove(name);
        }

        return Process.Start(start) ?? throw new InvalidOperationException($"'{program}' did not start.");
    }
}
