namespace BackupSh.ConventionTests;

/// <summary>A committed file that must say what is computed; <c>BACKUPSH_UPDATE_GOLDEN=1</c> writes it.</summary>
internal static class GoldenFile
{
    public const string UpdateVariable = "BACKUPSH_UPDATE_GOLDEN";

    public static void Match(string path, string expected)
    {
        string fullPath = Repository.FullPath(path);
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", $"{UpdateVariable} makes every comparison pass, and is refused where CI=true.");
            File.WriteAllText(fullPath, expected);
        }

        Assert.True(File.Exists(fullPath), $"'{path}' is missing. Run the test again with {UpdateVariable}=1, and commit what it writes.");
        Assert.True(
            File.ReadAllText(fullPath) == expected,
            $"'{path}' does not say what the code says. Run the test again with {UpdateVariable}=1, and commit what it writes.");
    }
}
