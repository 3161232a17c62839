using BackupSh.TestSupport;

namespace BackupSh.Tests.Sources.Folder;

/// <summary>A folder to back up and room to restore to, made and looked at by stock programs: the BCL cannot even name every file.</summary>
public sealed class TestTree : IDisposable
{
    // What diff does not see: modes, owners, times, links, and how many names a file has.
    private const string Listing =
        @"find . \( -type f -printf 'f %m %U %G %T@ %n %s %P\0' \) -o \( -type d -printf 'd %m %U %G %T@ %P\0' \) "
        + @"-o -printf '%y %m %U %G %T@ %n %l %P\0' | LC_ALL=C sort -z | tr '\0' '\n' | cat -v";

    public TestTree()
    {
        Directory.CreateDirectory(Root);
    }

    /// <summary>Gets the directory that holds all that a test makes.</summary>
    public string Home { get; } = Directory.CreateTempSubdirectory("backupsh-tree-").FullName;

    /// <summary>Gets the folder that is backed up.</summary>
    public string Root => Path.Combine(Home, "docs");

    public string File(string name) => Path.Combine(Root, name);

    public string Beside(string name) => Path.Combine(Home, name);

    /// <summary>Runs a shell script in the folder.</summary>
    public Task<string> ShellAsync(string script) => RunAsync("bash", ["-euo", "pipefail", "-c", script]);

    /// <summary>Runs a Python script in the folder.</summary>
    public Task<string> PythonAsync(string script) => RunAsync(RequiredTool.Find("python3"), ["-c", script]);

    /// <summary>Asserts that another folder holds the same, down to modes, owners, times and hard links.</summary>
    public async Task AssertSameAsync(string other)
    {
        Assert.Equal("", await ShellAsync($"diff -r --no-dereference . '{other}' 2>&1 || true"));
        Assert.Equal(await ShellAsync(Listing), await ShellAsync($"cd '{other}' && {Listing}"));
    }

    // The BCL deletes no names that are no text, and refuses folders that may not be entered.
    public void Dispose()
    {
        Directory.CreateDirectory(Root); // where the shell starts
        RunAsync("bash", ["-c", $"chmod -R u+rwX '{Home}' 2>/dev/null; cd / && rm -rf '{Home}'"]).GetAwaiter().GetResult();
    }

    private async Task<string> RunAsync(string program, string[] arguments)
    {
        Shell.Result result = await Shell.RunAsync(program, arguments, workingDirectory: Root);
        Assert.True(result.ExitCode == 0, result.Error);
        return result.Output;
    }
}
