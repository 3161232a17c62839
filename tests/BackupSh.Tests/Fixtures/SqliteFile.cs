using BackupSh.TestSupport;

namespace BackupSh.Tests.Fixtures;

/// <summary>Makes SQLite databases with the sqlite3 program, and asks it about them.</summary>
public static class SqliteFile
{
    public static Task CreateAsync(string path, int rows) => QueryAsync(
        path,
        $"CREATE TABLE t(a, b); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows}) INSERT INTO t SELECT i, hex(randomblob(50)) FROM n;");

    public static async Task<string> QueryAsync(string path, string sql)
    {
        Shell.Result result = await Shell.RunAsync(RequiredTool.Find("sqlite3"), [path, sql]);
        Assert.True(result.ExitCode == 0, result.Error);
        return result.Output.Trim();
    }
}
