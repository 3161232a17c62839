using Xunit;

namespace BackupSh.TestSupport;

/// <summary>A program that a test needs: absent, the test is skipped with a reason, or fails where everything must be there.</summary>
public static class RequiredTool
{
    /// <summary>Set by <c>eng/test.sh</c>, which installs what is missing.</summary>
    public const string RequireVariable = "BACKUPSH_REQUIRE_TOOLS";

    /// <summary>Returns the program's path, or skips the running test.</summary>
    public static string Find(string name)
    {
        string? path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(directory => Path.Combine(directory, name))
            .FirstOrDefault(File.Exists);
        if (path is null)
        {
            Assert.False(
                Environment.GetEnvironmentVariable(RequireVariable) == "1",
                $"'{name}' is not installed, and {RequireVariable}=1 says that it must be.");
            Assert.Skip($"'{name}' is not installed: ./eng/test.sh installs it.");
        }

        return path;
    }
}
