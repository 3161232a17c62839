using System.Globalization;
using System.Text;
using Npgsql;

namespace BackupSh.Sources.PostgreSql.Server;

/// <summary>One server as Npgsql and as the client tools are told of it: both connect alike.</summary>
internal sealed class ConnectionSettings
{
    // Source: what Debian's and Red Hat's packages of PostgreSQL use.
    private const string SocketDirectory = "/run/postgresql";

    private readonly NpgsqlConnectionStringBuilder _builder;
    private readonly Secret? _password;

    private ConnectionSettings(NpgsqlConnectionStringBuilder builder, Secret? password)
    {
        _builder = builder;
        _password = password;
        _builder.Pooling = false; // what is dropped or renamed must have no sessions of ours
        _builder.Enlist = false;
        _builder.IncludeErrorDetail = false; // details hold the host's data
        _builder.KeepAlive = 30; // seconds: a session waits for as long as a tool works
        _builder.ApplicationName ??= "backupsh";
        _builder.Username ??= Environment.GetEnvironmentVariable("PGUSER") ?? Environment.UserName;
    }

    /// <summary>Gets the database that the connection string names, or null.</summary>
    internal string? Database => _builder.Database is { Length: > 0 } database ? database : null;

    private string? Password => _password?.Reveal() ?? (_builder.Password is { Length: > 0 } password ? password : null);

    /// <summary>Reads a connection string.</summary>
    /// <returns>What is wrong with it, without any of its values; null if nothing is.</returns>
    internal static string? TryParse(string text, out string? database)
    {
        database = null;
        try
        {
            NpgsqlConnectionStringBuilder builder = new(text);
            database = builder.Database is { Length: > 0 } name ? name : null;
            return string.IsNullOrWhiteSpace(builder.Host) ? "it has no Host" : null;
        }
        catch (KeyNotFoundException)
        {
            return "it has a keyword that is unknown";
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            return "it is no list of keywords and values, or a value cannot be read"; // the exception's message may hold the value
        }
    }

    /// <summary>Makes the settings of a source; without a connection string, those of the server that is usually meant here.</summary>
    internal static ConnectionSettings Of(string? connectionString, Secret? password) =>
        new(new NpgsqlConnectionStringBuilder(connectionString ?? DefaultConnectionString()), password);

    /// <summary>Returns what Npgsql connects with.</summary>
    internal string ForNpgsql(string database)
    {
        NpgsqlConnectionStringBuilder builder = new(_builder.ConnectionString) { Database = database };
        if (Password is { } password)
        {
            builder.Password = password;
        }

        return builder.ConnectionString;
    }

    /// <summary>Returns what a tool is given as its database: a connection string of libpq, without the password.</summary>
    /// <remarks>Libpq takes a bare name that holds '=' or begins like a URI for a connection string; so none is ever passed bare.</remarks>
    internal string ForTool(string database)
    {
        StringBuilder text = new();
        Add("dbname", database);
        Add("host", _builder.Host);
        Add("port", _builder.Port.ToString(CultureInfo.InvariantCulture));
        Add("user", _builder.Username);
        Add("connect_timeout", _builder.Timeout > 0 ? _builder.Timeout.ToString(CultureInfo.InvariantCulture) : null);
        Add("options", _builder.Options);
        Add("sslmode", SslModeOf(_builder.SslMode));
        Add("sslrootcert", _builder.RootCertificate);
        Add("sslcert", _builder.SslCertificate);
        Add("sslkey", _builder.SslKey);
        Add("application_name", _builder.ApplicationName);
        return text.ToString(1, text.Length - 1);

        void Add(string keyword, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                // Source: libpq, connection strings: a quote and a backslash in a quoted value have a backslash before them.
                string escaped = value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
                text.Append(' ').Append(keyword).Append("='").Append(escaped).Append('\'');
            }
        }
    }

    /// <summary>Returns the environment that a tool needs besides: what nobody else may see.</summary>
    internal Dictionary<string, string> Environs()
    {
        Dictionary<string, string> environment = [];
        if (Password is { } password)
        {
            environment["PGPASSWORD"] = password;
        }
        else if ((_builder.Passfile ?? Environment.GetEnvironmentVariable("PGPASSFILE")) is { Length: > 0 } file)
        {
            environment["PGPASSFILE"] = file;
        }

        return environment;
    }

    private static string DefaultConnectionString()
    {
        string host = Environment.GetEnvironmentVariable("PGHOST") is { Length: > 0 } named ? named
            : Directory.Exists(SocketDirectory) ? SocketDirectory : "localhost";
        NpgsqlConnectionStringBuilder builder = new() { Host = host };
        if (int.TryParse(Environment.GetEnvironmentVariable("PGPORT"), NumberStyles.None, CultureInfo.InvariantCulture, out int port))
        {
            builder.Port = port;
        }

        return builder.ConnectionString;
    }

    private static string SslModeOf(SslMode mode) => mode switch
    {
        SslMode.Disable => "disable",
        SslMode.Allow => "allow",
        SslMode.Require => "require",
        SslMode.VerifyCA => "verify-ca",
        SslMode.VerifyFull => "verify-full",
        _ => "prefer",
    };
}
