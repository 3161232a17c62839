using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using Xunit;

namespace BackupSh.TestSupport.PostgreSql;

/// <summary>A PostgreSQL server of the tests' own, on a free port of 127.0.0.1. It ends when its guard's input ends: also when the test host dies.</summary>
public sealed class PostgreSqlCluster : IAsyncDisposable
{
    /// <summary>What every layer has to quote.</summary>
    public const string Password = @"se'cret \ päss$word";

    private const string Script = """
        set -e
        as() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; else "$@"; fi; }
        chmod 755 "$1"; mkdir "$1/run"; printf '%s' "$4" > "$1/run/pw"
        if [ "$(id -u)" = 0 ]; then chown -R postgres "$1/run"; fi
        cd "$1/run"
        as "$2/initdb" -D "$1/run/data" -U postgres --auth=scram-sha-256 --pwfile="$1/run/pw" --no-sync -E UTF8 --locale=C.UTF-8 > /dev/null
        rm "$1/run/pw"
        as "$2/pg_ctl" -D "$1/run/data" -w -l "$1/run/log" -o "-c listen_addresses=127.0.0.1 -c port=$3 -c unix_socket_directories=$1/run -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200 -c autovacuum=off -c max_wal_size=4GB" start > /dev/null
        trap '' TERM INT HUP
        echo ready
        read -r _ || true
        as "$2/pg_ctl" -D "$1/run/data" -m immediate stop > /dev/null
        """;

    private readonly TempDirectory _directory = new();
    private readonly Process _guard;

    private PostgreSqlCluster(Process guard, TempDirectory directory, int port)
    {
        _guard = guard;
        _directory = directory;
        Port = port;
    }

    public static string ToolDirectory { get; } = FindTools();

    public int Port { get; }

    public string DataDirectory => _directory.File("run/data");

    public static async Task<PostgreSqlCluster> StartAsync()
    {
        Assert.SkipWhen(ToolDirectory.Length == 0, "There is no PostgreSQL server here: ./eng/test.sh installs it.");
        TempDirectory directory = new();
        int port = FreePort();
        ProcessStartInfo start = new(RequiredTool.Find("bash"), ["-c", Script, "cluster", directory.Path, ToolDirectory, port.ToString(CultureInfo.InvariantCulture), Password])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        Process guard = Process.Start(start)!;
        Assert.Equal("ready", await guard.StandardOutput.ReadLineAsync());
        return new PostgreSqlCluster(guard, directory, port);
    }

    public string ConnectionString(string database, string user = "postgres") =>
        new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = Port, Database = database, Username = user, ApplicationName = "test", Pooling = false }.ConnectionString;

    public async Task<NpgsqlConnection> OpenAsync(string database)
    {
        NpgsqlConnection connection = new(ConnectionString(database) + ";Password=\"" + Password + "\"");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    public async Task ExecuteAsync(string database, string sql)
    {
        await using NpgsqlConnection connection = await OpenAsync(database);
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    public async Task<T?> ValueAsync<T>(string database, string sql)
    {
        await using NpgsqlConnection connection = await OpenAsync(database);
        await using NpgsqlCommand command = new(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken) is T value ? value : default;
    }

    public Task<string?> DatabasesLikeAsync(string pattern) =>
        ValueAsync<string>("postgres", $"SELECT string_agg(datname, ',' ORDER BY datname) FROM pg_database WHERE datname LIKE '{pattern}'");

    /// <summary>Creates a database with a name of its own.</summary>
    public async Task<string> CreateAsync(string? sql = null, string? name = null)
    {
        name ??= "d" + Guid.NewGuid().ToString("N")[..12];
        await ExecuteAsync("postgres", $"CREATE DATABASE \"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        if (sql is not null)
        {
            await ExecuteAsync(name, sql);
        }

        return name;
    }

    /// <summary>Runs a stock tool against a database of this server.</summary>
    public Task<Shell.Result> ToolAsync(string tool, params string[] arguments) =>
        Shell.RunAsync(Path.Combine(ToolDirectory, tool), arguments, environment: Environment, cancellationToken: TestContext.Current.CancellationToken);

    public Dictionary<string, string> Environment => new()
    {
        ["PGHOST"] = "127.0.0.1",
        ["PGPORT"] = Port.ToString(CultureInfo.InvariantCulture),
        ["PGUSER"] = "postgres",
        ["PGPASSWORD"] = Password,
    };

    /// <summary>Stops the server as a crash would.</summary>
    public async Task StopAsync()
    {
        if (!_guard.HasExited)
        {
            _guard.StandardInput.Close();
            await _guard.WaitForExitAsync(CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _guard.Dispose();
        _directory.Dispose();
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string FindTools()
    {
        string? found = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb")))
                .MaxBy(bin => int.Parse(Path.GetFileName(Path.GetDirectoryName(bin))!, CultureInfo.InvariantCulture))
            : null;
        Assert.False(
            found is null && System.Environment.GetEnvironmentVariable(RequiredTool.RequireVariable) == "1",
            "PostgreSQL is not installed, and everything must be.");
        return found ?? "";
    }
}
