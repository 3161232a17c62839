using BackupSh.TestSupport;

namespace BackupSh.Sources.PostgreSql.Tests;

/// <summary>A directory with the stock tools, some of which are replaced by scripts. <c>$REAL</c> is the stock one, <c>$DIR</c> the directory.</summary>
internal sealed class FakeTools : IDisposable
{
    private readonly TempDirectory _directory = new();

    internal FakeTools()
    {
        foreach (string tool in (string[])["pg_dump", "pg_dumpall", "pg_restore", "psql"])
        {
            System.IO.File.CreateSymbolicLink(_directory.File(tool), Path.Combine(PostgreSqlCluster.ToolDirectory, tool));
        }
    }

    internal string Folder => _directory.Path;

    internal string File(string name) => _directory.File(name);

    /// <summary>Replaces a tool; asked for its version, it still answers as the stock one.</summary>
    internal FakeTools Replace(string tool, string script)
    {
        string path = _directory.File(tool);
        System.IO.File.Delete(path);
        System.IO.File.WriteAllText(path, $"""
            #!/bin/bash
            REAL={PostgreSqlCluster.ToolDirectory}/{tool}; DIR={_directory.Path}
            if [ "$1" = --version ]; then exec $REAL --version; fi
            {script}
            """);
        System.IO.File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return this;
    }

    /// <summary>Lets <c>pg_dump</c> say another version.</summary>
    internal FakeTools Version(string version)
    {
        string path = _directory.File("pg_dump");
        System.IO.File.Delete(path);
        System.IO.File.WriteAllText(path, $"#!/bin/sh\necho 'pg_dump (PostgreSQL) {version}'\n");
        System.IO.File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return this;
    }

    public void Dispose() => _directory.Dispose();
}
